/// ICU's word boundaries of a whole text, with no code of ours between: what every engine is compared with.
///
/// ICU iterates over UTF-16, as everywhere in ICU4C and ICU4J, and ICU's own converter says which bytes the UTF-16 stands
/// for. (Over UTF-8 by `utext_openUTF8`, ICU 72 breaks short runs of Burmese, for one, in other places: it seems to
/// compare bytes with a limit that is meant for UTF-16 units.)
#ifndef ICU_ORACLE_H
#define ICU_ORACLE_H

#include <stddef.h>
#include <stdint.h>

typedef struct icu_oracle icu_oracle;

icu_oracle *_Nonnull icu_oracle_open(void);
void icu_oracle_close(icu_oracle *_Nonnull oracle);

/// Writes the end and the kind (rule status / 100) of every segment; returns their number. `ends` and
/// `kinds` have room for `length`.
size_t icu_oracle_words(icu_oracle *_Nonnull oracle, const uint8_t *_Nonnull text, size_t length,
                        uint32_t *_Nonnull ends, uint8_t *_Nonnull kinds);

#endif
