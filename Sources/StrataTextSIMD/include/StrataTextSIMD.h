/// The steps of word segmentation that Swift can't say well: from 64 bytes to one bit each, and back.
/// Swift's SIMD types have no way from a comparison to a bit mask; clang's vectors do, on every
/// architecture. The functions are inlined into their Swift callers.
#ifndef STRATA_TEXT_SIMD_H
#define STRATA_TEXT_SIMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Bit `i` tells of byte `i` of a block.
typedef struct {
    /// A–Z, a–z and the byte that the caller counts as a letter.
    uint64_t letters;
    /// 0–9
    uint64_t digits;
    /// `_`
    uint64_t underscores;
    /// U+0020
    uint64_t spaces;
    /// `.`, `'` and the byte that the caller lets stand between letters.
    uint64_t midLetters;
    /// `.`, `'`, `,` and `;`
    uint64_t midNumbers;
    /// Carriage returns.
    uint64_t carriageReturns;
    /// Line feeds.
    uint64_t lineFeeds;
    /// Bytes of characters beyond ASCII.
    uint64_t high;
} strata_word_masks;

typedef uint8_t strata_16_bytes __attribute__((vector_size(16)));
typedef _Bool strata_16_bits __attribute__((ext_vector_type(16)));

static inline __attribute__((always_inline)) uint64_t strata_bits(strata_16_bytes truth,
                                                                  int quarter) {
    strata_16_bits bits = __builtin_convertvector(truth, strata_16_bits);
    uint16_t mask;
    __builtin_memcpy(&mask, &bits, sizeof mask);
    return (uint64_t)mask << (16 * quarter);
}

/// Classifies the 64 bytes at `block`. `letter` counts as a letter and `midLetter` as a mark that may stand
/// between letters; to add nothing, pass `a` and `.`.
static inline __attribute__((always_inline)) strata_word_masks
strata_classify(const uint8_t *_Nonnull block, uint8_t letter, uint8_t midLetter) {
    strata_word_masks masks = {0, 0, 0, 0, 0, 0, 0, 0, 0};
#pragma unroll
    for (int quarter = 0; quarter < 4; quarter += 1) {
        strata_16_bytes bytes;
        __builtin_memcpy(&bytes, block + 16 * quarter, sizeof bytes);
        strata_16_bytes alphabet = (bytes | 0x20) - 'a';
        strata_16_bytes middle = (strata_16_bytes)(bytes == '.') | (strata_16_bytes)(bytes == '\'');
        masks.letters |= strata_bits(
            (strata_16_bytes)(alphabet < 26) | (strata_16_bytes)(bytes == letter), quarter);
        masks.digits |= strata_bits((strata_16_bytes)((bytes - '0') < 10), quarter);
        masks.underscores |= strata_bits((strata_16_bytes)(bytes == '_'), quarter);
        masks.spaces |= strata_bits((strata_16_bytes)(bytes == ' '), quarter);
        masks.midLetters |= strata_bits(middle | (strata_16_bytes)(bytes == midLetter), quarter);
        masks.midNumbers |= strata_bits(
            middle | (strata_16_bytes)(bytes == ',') | (strata_16_bytes)(bytes == ';'), quarter);
        masks.carriageReturns |= strata_bits((strata_16_bytes)(bytes == '\r'), quarter);
        masks.lineFeeds |= strata_bits((strata_16_bytes)(bytes == '\n'), quarter);
        masks.high |= strata_bits((strata_16_bytes)(bytes > 0x7F), quarter);
    }
    return masks;
}

/// Which bytes of the block begin a letter of two bytes of the kinds that fill whole texts: Latin with
/// diacritics, Greek, Cyrillic. Not all such letters, but letters alone. Reads `block[64]`.
static inline __attribute__((always_inline)) uint64_t
strata_letter_pairs(const uint8_t *_Nonnull block) {
    uint64_t pairs = 0;
#pragma unroll
    for (int quarter = 0; quarter < 4; quarter += 1) {
        strata_16_bytes lead, next;
        __builtin_memcpy(&lead, block + 16 * quarter, sizeof lead);
        __builtin_memcpy(&next, block + 16 * quarter + 1, sizeof next);
        strata_16_bytes isLetter =
            // U+0100–027F
            (strata_16_bytes)((lead - 0xC4) < 6)
            // U+0400–04FF without U+0480–0489, where there are marks
            | ((strata_16_bytes)((lead & 0xFC) == 0xD0)
               & ((strata_16_bytes)(lead != 0xD2) | (strata_16_bytes)(next >= 0x8A)))
            // U+00C0–00FF without the signs of multiplication and division
            | ((strata_16_bytes)(lead == 0xC3) & (strata_16_bytes)((next & 0xDF) != 0x97))
            // U+038E–03BF and U+03C0–03FF without what is no letter
            | ((strata_16_bytes)(lead == 0xCE) & (strata_16_bytes)(next >= 0x8E)
               & (strata_16_bytes)(next != 0xA2))
            | ((strata_16_bytes)(lead == 0xCF) & (strata_16_bytes)(next != 0xB6));
        strata_16_bytes isContinuation = (strata_16_bytes)((next & 0xC0) == 0x80);
        pairs |= strata_bits(isLetter & isContinuation, quarter);
    }
    return pairs;
}

/// Sets each of 64 values to 1 where `ones` has its bit, plus 2 where `twos` has.
static inline __attribute__((always_inline)) void
strata_expand(uint64_t ones, uint64_t twos, uint8_t *_Nonnull values) {
#pragma unroll
    for (int quarter = 0; quarter < 4; quarter += 1) {
        uint16_t one = (uint16_t)(ones >> (16 * quarter));
        uint16_t two = (uint16_t)(twos >> (16 * quarter));
        strata_16_bits one_bits, two_bits;
        __builtin_memcpy(&one_bits, &one, sizeof one);
        __builtin_memcpy(&two_bits, &two, sizeof two);
        strata_16_bytes bytes = __builtin_convertvector(one_bits, strata_16_bytes)
            + __builtin_convertvector(two_bits, strata_16_bytes) * 2;
        __builtin_memcpy(values + 16 * quarter, &bytes, sizeof bytes);
    }
}

/// Writes where runs of letters begin and end, in turn: of ASCII letters and bytes beyond ASCII. `edges` has room for
/// one more than there are bytes. Returns how many edges there are.
size_t strata_letter_runs(const uint8_t *_Nonnull text, size_t start, size_t end,
                          uint32_t *_Nonnull edges);

/// True where the processor has instructions for SHA-256.
bool strata_sha256_is_available(void);

/// Works `count` blocks of 64 bytes into the eight words of a SHA-256 state; only where it is available.
void strata_sha256_blocks(uint32_t *_Nonnull state, const uint8_t *_Nonnull data, size_t count);

#endif
