#include "StrataTextSIMD.h"

#include <string.h>

/// Which of 64 bytes are ASCII letters or above 127.
static inline uint64_t letters_of(const uint8_t *block) {
    uint64_t letters = 0;
#pragma unroll
    for (int quarter = 0; quarter < 4; quarter += 1) {
        strata_16_bytes bytes;
        memcpy(&bytes, block + 16 * quarter, sizeof bytes);
        strata_16_bytes alphabet = (bytes | 0x20) - 'a';
        letters |= strata_bits(
            (strata_16_bytes)(alphabet < 26) | (strata_16_bytes)(bytes > 0x7F), quarter);
    }
    return letters;
}

size_t strata_letter_runs(const uint8_t *text, size_t start, size_t end, uint32_t *edges) {
    size_t count = 0;
    uint64_t before = 0;
    for (size_t at = start; at < end; at += 64) {
        uint8_t rest[64] = {0};
        const uint8_t *block = text + at;
        if (end - at < 64) {
            memcpy(rest, block, end - at);
            block = rest;
        }
        uint64_t letters = letters_of(block);
        uint64_t changes = letters ^ (letters << 1 | before);
        before = letters >> 63;
        while (changes != 0) {
            edges[count] = (uint32_t)(at + (size_t)__builtin_ctzll(changes));
            count += 1;
            changes &= changes - 1;
        }
    }
    if (before != 0) {
        edges[count] = (uint32_t)end;
        count += 1;
    }
    return count;
}
