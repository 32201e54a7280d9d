#include "ICUPeer.h"

#include <unicode/ubrk.h>
#include <unicode/ustring.h>

size_t icu_peer_decode(const uint8_t *text, size_t length, uint16_t *units) {
    UErrorCode error = U_ZERO_ERROR;
    int32_t count = 0;
    u_strFromUTF8WithSub(units, (int32_t)length, &count, (const char *)text, (int32_t)length,
                         0xFFFD, NULL, &error);
    return U_FAILURE(error) ? 0 : (size_t)count;
}

icu_peer *icu_peer_open(void) {
    UErrorCode error = U_ZERO_ERROR;
    return (icu_peer *)ubrk_open(UBRK_WORD, "", NULL, 0, &error);
}

void icu_peer_close(icu_peer *peer) {
    ubrk_close((UBreakIterator *)peer);
}

size_t icu_peer_words(icu_peer *peer, const uint16_t *units, size_t count, uint64_t *kinds) {
    UErrorCode error = U_ZERO_ERROR;
    UBreakIterator *iterator = (UBreakIterator *)peer;
    ubrk_setText(iterator, units, (int32_t)count, &error);
    size_t words = 0;
    while (ubrk_next(iterator) != UBRK_DONE) {
        words += 1;
        *kinds += (uint64_t)ubrk_getRuleStatus(iterator) / 100;
    }
    return words;
}
