#include "Status.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

_Static_assert(STRATA_ILLEGAL_ARGUMENT == U_ILLEGAL_ARGUMENT_ERROR, "ICU renumbered its errors");
_Static_assert(STRATA_CAPACITY_TOO_SMALL == U_BUFFER_OVERFLOW_ERROR, "ICU renumbered its errors");
_Static_assert(STRATA_ILL_FORMED == U_INVALID_CHAR_FOUND, "ICU renumbered its errors");

const char *strata_status_name(strata_status status) {
    return u_errorName((UErrorCode)status);
}

const char *strata_icu_version(void) {
    static _Thread_local char name[U_MAX_VERSION_STRING_LENGTH];
    UVersionInfo version;
    u_getVersion(version);
    u_versionToString(version, name);
    return name;
}

const char *strata_unicode_version(void) {
    static _Thread_local char name[U_MAX_VERSION_STRING_LENGTH];
    UVersionInfo version;
    u_getUnicodeVersion(version);
    u_versionToString(version, name);
    return name;
}
