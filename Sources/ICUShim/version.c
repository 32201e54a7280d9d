#include "ICUShim.h"
#include <unicode/uversion.h>
const char *strata_icu_version(void) { return U_ICU_VERSION; }
