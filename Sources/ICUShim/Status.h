#ifndef STRATA_STATUS_H
#define STRATA_STATUS_H

#include "ICUShim.h"

#include <unicode/utypes.h>

/// ICU's warnings are negative and no failure.
static inline strata_status strata_status_of(UErrorCode error) {
    return U_FAILURE(error) ? (strata_status)error : 0;
}

#endif
