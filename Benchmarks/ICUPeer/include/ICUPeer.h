/// ICU's own word loop, as a C program would write it: what we measure against.
#ifndef ICU_PEER_H
#define ICU_PEER_H

#include <stddef.h>
#include <stdint.h>

/// UTF-8 to UTF-16; returns the number of units. `units` has room for `length`.
size_t icu_peer_decode(const uint8_t *text, size_t length, uint16_t *units);

typedef struct icu_peer icu_peer;
icu_peer *icu_peer_open(void);
void icu_peer_close(icu_peer *peer);

/// Counts the word boundaries of UTF-16, and adds up the kinds of the segments.
size_t icu_peer_words(icu_peer *peer, const uint16_t *units, size_t count, uint64_t *kinds);

#endif
