#include "Buffer.h"

#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

struct strata_normalizer {
    const UNormalizer2 *nfc;
    strata_buffer source;   // UTF-16 of the input
    strata_buffer piece;    // UTF-16 of one piece in NFC
    strata_buffer bytes;    // UTF-8 of the output
    strata_buffer edits;
};

strata_normalizer *strata_normalizer_open(strata_status *status) {
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
    *status = strata_status_of(error);
    if (*status != 0) return NULL;
    strata_normalizer *handle = calloc(1, sizeof *handle);
    if (handle == NULL) {
        *status = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    handle->nfc = nfc;
    return handle;
}

void strata_normalizer_close(strata_normalizer *handle) {
    if (handle == NULL) return;
    strata_buffer_free(&handle->source);
    strata_buffer_free(&handle->piece);
    strata_buffer_free(&handle->bytes);
    strata_buffer_free(&handle->edits);
    free(handle);
}

/// How many bytes at the start of the text are ASCII, and so in NFC whatever follows but a
/// combining mark. Ends before the last such character, which a mark may change.
static int32_t plain_prefix(const uint8_t *text, int32_t length) {
    int32_t at = 0;
    while (at + 8 <= length) {
        uint64_t eight;
        memcpy(&eight, text + at, sizeof eight);
        if (eight & 0x8080808080808080) break;
        at += 8;
    }
    while (at < length && text[at] < 0x80) at += 1;
    return at == length || at == 0 ? at : at - 1;
}

/// Decodes to UTF-16. With `STRATA_ILL_FORMED`, `ill_formed_at` is set.
static strata_status decode(strata_normalizer *handle, const uint8_t *text, int32_t from,
                            int32_t length, int32_t *decoded_length, uint32_t *ill_formed_at) {
    strata_status status =
        strata_buffer_reserve(&handle->source, (size_t)(length - from), sizeof(UChar));
    if (status != 0) return status;
    UChar *units = handle->source.bytes;
    int32_t count = 0;
    for (int32_t at = from; at < length;) {
        int32_t start = at;
        UChar32 character;
        U8_NEXT(text, at, length, character);
        if (character < 0) {
            *ill_formed_at = (uint32_t)start;
            return STRATA_ILL_FORMED;
        }
        U16_APPEND_UNSAFE(units, count, character);
    }
    *decoded_length = count;
    return 0;
}

strata_status strata_nfc_quick_check(strata_normalizer *handle, const uint8_t *text, size_t length,
                                     int32_t *answer) {
    *answer = 1;
    if (length > STRATA_MAXIMUM_LENGTH) return STRATA_ILLEGAL_ARGUMENT;
    int32_t prefix = plain_prefix(text, (int32_t)length);
    if ((size_t)prefix == length) return 0;

    int32_t count = 0;
    uint32_t ill_formed_at = 0;
    strata_status status =
        decode(handle, text, prefix, (int32_t)length, &count, &ill_formed_at);
    if (status != 0) return status;
    UErrorCode error = U_ZERO_ERROR;
    switch (unorm2_quickCheck(handle->nfc, handle->source.bytes, count, &error)) {
    case UNORM_NO: *answer = 0; break;
    case UNORM_YES: *answer = 1; break;
    case UNORM_MAYBE: *answer = -1; break;
    }
    return strata_status_of(error);
}

/// How many bytes of UTF-8 a span of well-formed UTF-16 takes.
static int32_t utf8_length(const UChar *units, int32_t start, int32_t end) {
    int32_t bytes = 0;
    while (start < end) {
        UChar32 character;
        U16_NEXT_UNSAFE(units, start, character);
        bytes += U8_LENGTH(character);
    }
    return bytes;
}

/// The first normalization boundary after `start`.
static int32_t next_boundary(const UNormalizer2 *nfc, const UChar *units, int32_t start,
                             int32_t end) {
    U16_FWD_1_UNSAFE(units, start);
    while (start < end) {
        int32_t next = start;
        UChar32 character;
        U16_NEXT_UNSAFE(units, next, character);
        if (unorm2_hasBoundaryBefore(nfc, character)) break;
        start = next;
    }
    return start;
}

strata_status strata_nfc(strata_normalizer *handle, const uint8_t *text, size_t length,
                         strata_normalized *result) {
    memset(result, 0, sizeof *result);
    if (length > STRATA_MAXIMUM_LENGTH) return STRATA_ILLEGAL_ARGUMENT;

    // Bytes of the source and of the output that are done.
    int32_t source_at = plain_prefix(text, (int32_t)length);
    int32_t count = 0;
    strata_status status =
        decode(handle, text, source_at, (int32_t)length, &count, &result->ill_formed_at);
    if (status == 0) status = strata_buffer_reserve(&handle->bytes, length, 1);
    if (status != 0) return status;
    if (source_at > 0) memcpy(handle->bytes.bytes, text, (size_t)source_at);
    int32_t output_at = source_at;

    const UChar *units = handle->source.bytes;
    size_t edit_count = 0;
    for (int32_t at = 0; at < count;) {
        UErrorCode error = U_ZERO_ERROR;
        int32_t normal =
            unorm2_spanQuickCheckYes(handle->nfc, units + at, count - at, &error);
        if (U_FAILURE(error)) return strata_status_of(error);
        if (normal > 0) {
            int32_t bytes = utf8_length(units, at, at + normal);
            status = strata_buffer_reserve(&handle->bytes, (size_t)(output_at + bytes), 1);
            if (status != 0) return status;
            memcpy((uint8_t *)handle->bytes.bytes + output_at, text + source_at, (size_t)bytes);
            source_at += bytes;
            output_at += bytes;
            at += normal;
            continue;
        }

        int32_t end = next_boundary(handle->nfc, units, at, count);
        int32_t piece_length;
        for (;;) {
            error = U_ZERO_ERROR;
            int32_t room = (int32_t)(handle->piece.capacity / sizeof(UChar));
            piece_length = unorm2_normalize(handle->nfc, units + at, end - at, handle->piece.bytes,
                                            room, &error);
            if (error != U_BUFFER_OVERFLOW_ERROR) break;
            status = strata_buffer_reserve(&handle->piece, (size_t)piece_length, sizeof(UChar));
            if (status != 0) return status;
        }
        if (U_FAILURE(error)) return strata_status_of(error);

        const UChar *piece = handle->piece.bytes;
        int32_t source_bytes = utf8_length(units, at, end);
        int32_t piece_bytes = utf8_length(piece, 0, piece_length);
        status = strata_buffer_reserve(&handle->bytes, (size_t)(output_at + piece_bytes), 1);
        if (status != 0) return status;
        uint8_t *output = handle->bytes.bytes;
        int32_t write = output_at;
        for (int32_t read = 0; read < piece_length;) {
            UChar32 character;
            U16_NEXT_UNSAFE(piece, read, character);
            U8_APPEND_UNSAFE(output, write, character);
        }

        bool changed = piece_bytes != source_bytes
            || memcmp(output + output_at, text + source_at, (size_t)piece_bytes) != 0;
        if (changed) {
            status = strata_buffer_reserve(&handle->edits, edit_count + 1, sizeof(strata_edit));
            if (status != 0) return status;
            strata_edit edit = {(uint32_t)source_at, (uint32_t)(source_at + source_bytes),
                                (uint32_t)output_at, (uint32_t)(output_at + piece_bytes)};
            ((strata_edit *)handle->edits.bytes)[edit_count++] = edit;
        }
        source_at += source_bytes;
        output_at += piece_bytes;
        at = end;
    }

    result->bytes = handle->bytes.bytes;
    result->length = (size_t)output_at;
    result->edits = handle->edits.bytes;
    result->edit_count = edit_count;
    return 0;
}
