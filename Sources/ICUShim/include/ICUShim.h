#ifndef STRATA_ICU_SHIM_H
#define STRATA_ICU_SHIM_H
const char *strata_icu_version(void);
#endif
