#include "ICUOracle.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/ucnv.h>

struct icu_oracle {
    UBreakIterator *iterator;
    UConverter *converter;
    UChar *units;
    int32_t *offsets;
    size_t capacity;
};

static void check(UErrorCode error) {
    if (U_FAILURE(error)) abort();
}

icu_oracle *icu_oracle_open(void) {
    UErrorCode error = U_ZERO_ERROR;
    icu_oracle *oracle = calloc(1, sizeof *oracle);
    oracle->iterator = ubrk_open(UBRK_WORD, "", NULL, 0, &error);
    oracle->converter = ucnv_open("UTF-8", &error);
    check(error);
    return oracle;
}

void icu_oracle_close(icu_oracle *oracle) {
    ubrk_close(oracle->iterator);
    ucnv_close(oracle->converter);
    free(oracle->units);
    free(oracle->offsets);
    free(oracle);
}

size_t icu_oracle_words(icu_oracle *oracle, const uint8_t *text, size_t length, uint32_t *ends,
                        uint8_t *kinds) {
    if (oracle->capacity < length + 16) {
        oracle->capacity = 2 * length + 16;
        oracle->units = realloc(oracle->units, oracle->capacity * sizeof(UChar));
        oracle->offsets = realloc(oracle->offsets, oracle->capacity * sizeof(int32_t));
        if (oracle->units == NULL || oracle->offsets == NULL) abort();
    }
    UErrorCode error = U_ZERO_ERROR;
    UChar *target = oracle->units;
    const char *source = (const char *)text;
    ucnv_resetToUnicode(oracle->converter);
    ucnv_toUnicode(oracle->converter, &target, oracle->units + oracle->capacity, &source,
                   source + length, oracle->offsets, 1, &error);
    check(error);
    int32_t count = (int32_t)(target - oracle->units);

    ubrk_setText(oracle->iterator, oracle->units, count, &error);
    check(error);
    size_t segments = 0;
    for (int32_t end; (end = ubrk_next(oracle->iterator)) != UBRK_DONE; segments += 1) {
        ends[segments] = end == count ? (uint32_t)length : (uint32_t)oracle->offsets[end];
        kinds[segments] = (uint8_t)(ubrk_getRuleStatus(oracle->iterator) / 100);
    }
    return segments;
}
