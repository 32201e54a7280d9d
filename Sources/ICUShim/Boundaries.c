#include "Buffer.h"

#include <unicode/ubrk.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

struct strata_boundaries {
    UBreakIterator *iterator;
    strata_buffer units;   // UTF-16: ICU iterates over it faster than over UTF-8
};

static strata_boundaries *open_boundaries(UBreakIteratorType type, const char *locale,
                                          strata_status *status) {
    UErrorCode error = U_ZERO_ERROR;
    strata_boundaries *handle = calloc(1, sizeof *handle);
    if (handle == NULL) {
        *status = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    handle->iterator = ubrk_open(type, locale, NULL, 0, &error);
    *status = strata_status_of(error);
    if (*status != 0) {
        strata_boundaries_close(handle);
        return NULL;
    }
    return handle;
}

strata_boundaries *strata_words_open(strata_status *status) {
    return open_boundaries(UBRK_WORD, "", status);
}

strata_boundaries *strata_sentences_open(const char *locale, strata_status *status) {
    return open_boundaries(UBRK_SENTENCE, locale, status);
}

void strata_boundaries_close(strata_boundaries *handle) {
    if (handle == NULL) return;
    if (handle->iterator != NULL) ubrk_close(handle->iterator);
    strata_buffer_free(&handle->units);
    free(handle);
}

strata_status strata_boundaries_find(strata_boundaries *handle, const uint8_t *text, size_t length,
                                     uint32_t base, uint32_t *ends, strata_segment_kind *kinds,
                                     size_t capacity, size_t *count) {
    *count = 0;
    if (length == 0) return 0;
    if (length > STRATA_MAXIMUM_LENGTH) return STRATA_ILLEGAL_ARGUMENT;

    strata_status status = strata_buffer_reserve(&handle->units, length, sizeof(UChar));
    if (status != 0) return status;
    UChar *units = handle->units.bytes;
    int32_t unit_count = 0;
    for (int32_t at = 0; at < (int32_t)length;) {
        UChar32 character;
        U8_NEXT_OR_FFFD(text, at, (int32_t)length, character);
        U16_APPEND_UNSAFE(units, unit_count, character);
    }
    UErrorCode error = U_ZERO_ERROR;
    ubrk_setText(handle->iterator, units, unit_count, &error);
    if (U_FAILURE(error)) return strata_status_of(error);

    size_t found = 0;
    int32_t unit = 0;
    int32_t byte = 0;
    for (int32_t end; (end = ubrk_next(handle->iterator)) != UBRK_DONE; found += 1) {
        if (found >= capacity) continue;
        while (unit < end) {
            UChar32 character;
            U8_NEXT_OR_FFFD(text, byte, (int32_t)length, character);
            unit += U16_LENGTH(character);
        }
        ends[found] = base + (uint32_t)byte;
        kinds[found] = (strata_segment_kind)(ubrk_getRuleStatus(handle->iterator) / 100);
    }
    *count = found;
    return found > capacity ? STRATA_CAPACITY_TOO_SMALL : 0;
}
