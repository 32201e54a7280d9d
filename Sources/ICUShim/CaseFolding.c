#include "Buffer.h"

#include <unicode/uchar.h>
#include <unicode/ucasemap.h>

struct strata_case_folder {
    UCaseMap *map;
    strata_buffer bytes;
};

strata_case_folder *strata_case_folder_open(strata_status *status) {
    UErrorCode error = U_ZERO_ERROR;
    strata_case_folder *handle = calloc(1, sizeof *handle);
    if (handle == NULL) {
        *status = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    handle->map = ucasemap_open("", U_FOLD_CASE_DEFAULT, &error);
    *status = strata_status_of(error);
    if (*status != 0) {
        strata_case_folder_close(handle);
        return NULL;
    }
    return handle;
}

void strata_case_folder_close(strata_case_folder *handle) {
    if (handle == NULL) return;
    if (handle->map != NULL) ucasemap_close(handle->map);
    strata_buffer_free(&handle->bytes);
    free(handle);
}

strata_status strata_case_fold(strata_case_folder *handle, const uint8_t *text, size_t length,
                               strata_text *result) {
    result->bytes = NULL;
    result->length = 0;
    if (length > STRATA_MAXIMUM_LENGTH) return STRATA_ILLEGAL_ARGUMENT;
    size_t room = length;
    for (;;) {
        strata_status status = strata_buffer_reserve(&handle->bytes, room + 1, 1);
        if (status != 0) return status;
        UErrorCode error = U_ZERO_ERROR;
        int32_t capacity = handle->bytes.capacity > INT32_MAX ? INT32_MAX
                                                               : (int32_t)handle->bytes.capacity;
        int32_t folded = ucasemap_utf8FoldCase(handle->map, handle->bytes.bytes, capacity,
                                               (const char *)text, (int32_t)length, &error);
        if (error == U_BUFFER_OVERFLOW_ERROR) {
            room = (size_t)folded;
            continue;
        }
        if (U_FAILURE(error)) return strata_status_of(error);
        result->bytes = handle->bytes.bytes;
        result->length = (size_t)folded;
        return 0;
    }
}

uint32_t strata_simple_case_fold(uint32_t character) {
    return (uint32_t)u_foldCase((UChar32)character, U_FOLD_CASE_DEFAULT);
}
