#include "Status.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucsdet.h>

struct strata_charset_detector {
    UCharsetDetector *detector;
};

strata_charset_detector *strata_charset_detector_open(strata_status *status) {
    UErrorCode error = U_ZERO_ERROR;
    strata_charset_detector *handle = calloc(1, sizeof *handle);
    if (handle == NULL) {
        *status = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    handle->detector = ucsdet_open(&error);
    *status = strata_status_of(error);
    if (*status != 0) {
        strata_charset_detector_close(handle);
        return NULL;
    }
    return handle;
}

void strata_charset_detector_close(strata_charset_detector *handle) {
    if (handle == NULL) return;
    if (handle->detector != NULL) ucsdet_close(handle->detector);
    free(handle);
}

static void copy_name(char *destination, size_t capacity, const char *source) {
    size_t length = source == NULL ? 0 : strlen(source);
    if (length >= capacity) length = capacity - 1;
    if (length > 0) memcpy(destination, source, length);
    destination[length] = 0;
}

strata_status strata_charset_detect(strata_charset_detector *handle, const uint8_t *bytes,
                                    size_t length, strata_charset_match *matches, size_t capacity,
                                    size_t *count) {
    *count = 0;
    if (length == 0) return 0;
    if (length > STRATA_MAXIMUM_LENGTH) return STRATA_ILLEGAL_ARGUMENT;
    UErrorCode error = U_ZERO_ERROR;
    int32_t found = 0;
    ucsdet_setText(handle->detector, (const char *)bytes, (int32_t)length, &error);
    const UCharsetMatch **all = ucsdet_detectAll(handle->detector, &found, &error);
    if (U_FAILURE(error)) return strata_status_of(error);
    for (int32_t index = 0; index < found && *count < capacity; index += 1) {
        strata_charset_match *match = &matches[*count];
        copy_name(match->name, sizeof match->name, ucsdet_getName(all[index], &error));
        copy_name(match->language, sizeof match->language, ucsdet_getLanguage(all[index], &error));
        match->confidence = ucsdet_getConfidence(all[index], &error);
        if (U_FAILURE(error)) return strata_status_of(error);
        *count += 1;
    }
    return 0;
}
