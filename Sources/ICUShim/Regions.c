#include "Buffer.h"

#include <string.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

enum { longest_name = 256 };   // UTF-16 units

struct strata_region_names {
    ULocaleDisplayNames *names;
    UChar units[longest_name];
    char bytes[longest_name * 3];
};

const char *const *strata_region_codes(size_t *count) {
    const char *const *codes = uloc_getISOCountries();
    *count = 0;
    while (codes[*count] != NULL) *count += 1;
    return codes;
}

strata_region_names *strata_region_names_open(const char *locale, strata_status *status) {
    UErrorCode error = U_ZERO_ERROR;
    strata_region_names *handle = calloc(1, sizeof *handle);
    if (handle == NULL) {
        *status = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    UDisplayContext contexts[] = {UDISPCTX_STANDARD_NAMES, UDISPCTX_CAPITALIZATION_NONE,
                                  UDISPCTX_LENGTH_FULL, UDISPCTX_NO_SUBSTITUTE};
    handle->names = uldn_openForContext(locale, contexts, 4, &error);
    *status = strata_status_of(error);
    if (*status != 0) {
        strata_region_names_close(handle);
        return NULL;
    }
    return handle;
}

void strata_region_names_close(strata_region_names *handle) {
    if (handle == NULL) return;
    if (handle->names != NULL) uldn_close(handle->names);
    free(handle);
}

strata_status strata_region_name(strata_region_names *handle, const char *region,
                                 strata_text *result) {
    result->bytes = (const uint8_t *)handle->bytes;
    result->length = 0;
    UErrorCode error = U_ZERO_ERROR;
    int32_t count =
        uldn_regionDisplayName(handle->names, region, handle->units, longest_name, &error);
    if (error == U_ILLEGAL_ARGUMENT_ERROR || error == U_MISSING_RESOURCE_ERROR) return 0;
    if (U_FAILURE(error)) return strata_status_of(error);
    int32_t length = 0;
    u_strToUTF8(handle->bytes, sizeof handle->bytes, &length, handle->units, count, &error);
    if (U_FAILURE(error)) return strata_status_of(error);
    result->length = (size_t)length;
    return 0;
}
