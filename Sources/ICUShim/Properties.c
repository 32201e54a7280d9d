#include "Status.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

int32_t strata_general_category(uint32_t character) {
    return u_charType((UChar32)character);
}

int32_t strata_script(uint32_t character) {
    UErrorCode error = U_ZERO_ERROR;
    return uscript_getScript((UChar32)character, &error);
}

const char *strata_script_name(int32_t script) {
    return uscript_getShortName((UScriptCode)script);
}
