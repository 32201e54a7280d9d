#ifndef STRATA_BUFFER_H
#define STRATA_BUFFER_H

#include "Status.h"

#include <stdlib.h>

/// Memory that grows, never shrinks, and is reused from call to call.
typedef struct {
    void *bytes;
    size_t capacity;
} strata_buffer;

/// Makes room for `count` elements. What the buffer held is kept.
static inline strata_status strata_buffer_reserve(strata_buffer *buffer, size_t count,
                                                  size_t element_size) {
    size_t wanted = count * element_size;
    if (wanted <= buffer->capacity) return 0;
    size_t doubled = buffer->capacity * 2;
    size_t capacity = wanted > doubled ? wanted : doubled;
    void *bytes = realloc(buffer->bytes, capacity);
    if (bytes == NULL) return U_MEMORY_ALLOCATION_ERROR;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return 0;
}

static inline void strata_buffer_free(strata_buffer *buffer) {
    free(buffer->bytes);
    buffer->bytes = NULL;
    buffer->capacity = 0;
}

#endif
