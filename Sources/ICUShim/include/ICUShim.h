/// Unicode services of the system's ICU, behind plain C types.
///
/// Rules that hold for every function:
///
/// - Text is UTF-8 in `length` bytes, without a terminating zero. Offsets count bytes from the start
///   of the buffer. No buffer may be longer than `STRATA_MAXIMUM_LENGTH` bytes.
/// - A status is 0 for success and otherwise ICU's error number, always positive;
///   `strata_status_name` names it. ICU's warnings are not passed on.
/// - A handle belongs to one thread at a time. Results that point into a handle live until the next
///   call with that handle. Closing `NULL` does nothing.
#ifndef STRATA_ICU_SHIM_H
#define STRATA_ICU_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STRATA_MAXIMUM_LENGTH INT32_MAX

// MARK: - Status and versions

typedef int32_t strata_status;

/// The input is longer than `STRATA_MAXIMUM_LENGTH`, or an argument is out of range.
#define STRATA_ILLEGAL_ARGUMENT 1
/// The output needs more room than the caller gave; the count says how much.
#define STRATA_CAPACITY_TOO_SMALL 15
/// The input is not well-formed UTF-8.
#define STRATA_ILL_FORMED 10

/// The name of a status, such as `U_MEMORY_ALLOCATION_ERROR`.
const char *strata_status_name(strata_status status);

/// The version of ICU that runs, such as `72.1`.
const char *strata_icu_version(void);

/// The version of Unicode that this ICU implements, such as `15.0`.
const char *strata_unicode_version(void);

// MARK: - Boundaries

/// What a segment between two boundaries is: a hundredth of ICU's rule status.
/// Of a word segment: 0 none (white space, punctuation, symbols), 1 number, 2 letters, 3 kana,
/// 4 ideographs. Of a sentence: 0 ended by a terminator or by the text, 1 by a separator.
typedef uint8_t strata_segment_kind;

typedef struct strata_boundaries strata_boundaries;

/// Word boundaries by UAX #29 as the root locale of ICU tailors it.
strata_boundaries *strata_words_open(strata_status *status);

/// Sentence boundaries by UAX #29 as ICU tailors it for `locale`. The keyword `ss=standard`, as in
/// `en@ss=standard`, keeps common abbreviations from ending a sentence.
strata_boundaries *strata_sentences_open(const char *locale, strata_status *status);

void strata_boundaries_close(strata_boundaries *handle);

/// Finds all boundaries of a text, line or document.
///
/// Writes the end of every segment, in order, to `ends`, each with `base` added, and its kind to
/// `kinds`; the segments tile the text. The boundaries are those of the text as UTF-16, where ICU is at
/// home (over UTF-8, ICU 72 breaks short runs of Burmese, for one, in other places). Ill-formed
/// sequences, cut into maximal subparts, count as U+FFFD. There are never more
/// segments than bytes, so a capacity of `length` is always enough; with less, the answer is
/// `STRATA_CAPACITY_TOO_SMALL` and `count` the capacity that is needed.
strata_status strata_boundaries_find(strata_boundaries *handle, const uint8_t *text, size_t length,
                                     uint32_t base, uint32_t *ends, strata_segment_kind *kinds,
                                     size_t capacity, size_t *count);

// MARK: - Normalization (NFC)

/// Replaces `[source_start, source_end)` of the input by `[start, end)` of the output.
typedef struct {
    uint32_t source_start;
    uint32_t source_end;
    uint32_t start;
    uint32_t end;
} strata_edit;

typedef struct {
    const uint8_t *bytes;
    size_t length;
    /// What changed, in order and disjoint; each edit begins and ends at a normalization boundary.
    const strata_edit *edits;
    size_t edit_count;
    /// With `STRATA_ILL_FORMED`, where the first ill-formed sequence begins.
    uint32_t ill_formed_at;
} strata_normalized;

typedef struct strata_normalizer strata_normalizer;

strata_normalizer *strata_normalizer_open(strata_status *status);

void strata_normalizer_close(strata_normalizer *handle);

/// Whether text is NFC, as far as the quick check of UAX #15 tells: 1 yes, 0 no, -1 maybe.
/// Text that is not well-formed answers with `STRATA_ILL_FORMED`.
strata_status strata_nfc_quick_check(strata_normalizer *handle, const uint8_t *text, size_t length,
                                     int32_t *answer);

/// The NFC form of well-formed text, and what changed.
strata_status strata_nfc(strata_normalizer *handle, const uint8_t *text, size_t length,
                         strata_normalized *result);

// MARK: - Case folding

typedef struct {
    const uint8_t *bytes;
    size_t length;
} strata_text;

typedef struct strata_case_folder strata_case_folder;

strata_case_folder *strata_case_folder_open(strata_status *status);

void strata_case_folder_close(strata_case_folder *handle);

/// Full case folding (`ß` becomes `ss`), the same in every language. Ill-formed sequences become
/// U+FFFD.
strata_status strata_case_fold(strata_case_folder *handle, const uint8_t *text, size_t length,
                               strata_text *result);

/// Simple case folding of one code point (`ß` stays, `ς` becomes `σ`), the same in every language.
uint32_t strata_simple_case_fold(uint32_t character);

// MARK: - Character sets

typedef struct {
    /// Such as `UTF-8` or `windows-1252`: a name that `strata_converter_open` understands.
    char name[32];
    /// ISO 639 code, or empty if the character set says nothing about the language.
    char language[8];
    /// 0 to 100.
    int32_t confidence;
} strata_charset_match;

typedef struct strata_charset_detector strata_charset_detector;

strata_charset_detector *strata_charset_detector_open(strata_status *status);

void strata_charset_detector_close(strata_charset_detector *handle);

/// Guesses the character set of a buffer, the most likely first. No answer is a `count` of 0.
strata_status strata_charset_detect(strata_charset_detector *handle, const uint8_t *bytes,
                                    size_t length, strata_charset_match *matches, size_t capacity,
                                    size_t *count);

/// Where a character of the output comes from. Its UTF-8 ends, and its source usually ends, where
/// those of the next begin.
typedef struct {
    /// In the output.
    uint32_t start;
    /// In the source. Characters that one sequence gave share its offset.
    uint32_t source_start;
} strata_converted_character;

/// A sequence of the source that the character set gives no meaning; one U+FFFD stands for it.
typedef struct {
    uint32_t source_start;
    uint32_t source_end;
    /// Of the U+FFFD in the output.
    uint32_t start;
} strata_ill_formed;

typedef struct {
    const uint8_t *bytes;
    size_t length;
    const strata_converted_character *characters;
    size_t character_count;
    const strata_ill_formed *ill_formed;
    size_t ill_formed_count;
} strata_converted;

typedef struct strata_converter strata_converter;

/// A converter from the named character set, by any of its names that ICU knows.
strata_converter *strata_converter_open(const char *charset, strata_status *status);

void strata_converter_close(strata_converter *handle);

/// Converts a whole buffer to UTF-8. A byte order mark is a character like any other, save where the
/// character set itself consumes it (`UTF-16`, `UTF-32`).
strata_status strata_convert(strata_converter *handle, const uint8_t *source, size_t length,
                             strata_converted *result);

// MARK: - Regions

/// The two-letter codes of ISO 3166-1, in alphabetical order.
const char *const *strata_region_codes(size_t *count);

typedef struct strata_region_names strata_region_names;

/// Names of regions in the language of `locale`, such as `et` or `pt_BR`.
strata_region_names *strata_region_names_open(const char *locale, strata_status *status);

void strata_region_names_close(strata_region_names *handle);

/// The name of the region with an ISO 3166-1 or UN M.49 code (`EE`, `150`). A region that has no name in
/// this language is given an empty text.
strata_status strata_region_name(strata_region_names *handle, const char *region,
                                 strata_text *result);

// MARK: - Character properties

/// The general category, numbered as in ICU's `UCharCategory` (1 `Lu`, 2 `Ll`, … 9 `Nd`, …).
int32_t strata_general_category(uint32_t character);

/// The script, numbered as in ICU's `UScriptCode` (0 `Zyyy`, 1 `Zinh`, 25 `Latn`, …).
int32_t strata_script(uint32_t character);

/// The four-letter name of a script by ISO 15924, such as `Latn`; `NULL` for an unknown number.
const char *strata_script_name(int32_t script);

#ifdef __cplusplus
}
#endif

#endif
