#include "Buffer.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

/// A U+FFFD that the callback wrote: where in the UTF-16, and for how many bytes.
typedef struct {
    int32_t unit;
    int32_t length;
} replacement;

struct strata_converter {
    UConverter *converter;
    strata_buffer units;          // UTF-16
    strata_buffer offsets;        // int32_t for each unit: where its sequence starts in the source
    strata_buffer replacements;
    strata_buffer bytes;          // UTF-8
    strata_buffer characters;
    strata_buffer ill_formed;
    size_t replacement_count;
    strata_status callback_status;
};

/// Writes one U+FFFD for a sequence without a meaning, and remembers it.
static void replace_ill_formed(const void *context, UConverterToUnicodeArgs *arguments,
                               const char *sequence, int32_t length,
                               UConverterCallbackReason reason, UErrorCode *error) {
    (void)sequence;
    if (reason > UCNV_IRREGULAR) return;   // a reset or a close
    strata_converter *handle = (strata_converter *)context;
    size_t count = handle->replacement_count;
    strata_status status =
        strata_buffer_reserve(&handle->replacements, count + 1, sizeof(replacement));
    if (status != 0) {
        handle->callback_status = status;
        return;
    }
    int32_t unit = (int32_t)(arguments->target - (UChar *)handle->units.bytes);
    ((replacement *)handle->replacements.bytes)[count] = (replacement){unit, length};
    handle->replacement_count = count + 1;

    const UChar replacement_character = 0xFFFD;
    *error = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(arguments, &replacement_character, 1, 0, error);
}

strata_converter *strata_converter_open(const char *charset, strata_status *status) {
    UErrorCode error = U_ZERO_ERROR;
    strata_converter *handle = calloc(1, sizeof *handle);
    if (handle == NULL) {
        *status = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    handle->converter = ucnv_open(charset, &error);
    if (U_SUCCESS(error)) {
        ucnv_setToUCallBack(handle->converter, replace_ill_formed, handle, NULL, NULL, &error);
    }
    *status = strata_status_of(error);
    if (*status != 0) {
        strata_converter_close(handle);
        return NULL;
    }
    return handle;
}

void strata_converter_close(strata_converter *handle) {
    if (handle == NULL) return;
    if (handle->converter != NULL) ucnv_close(handle->converter);
    strata_buffer_free(&handle->units);
    strata_buffer_free(&handle->offsets);
    strata_buffer_free(&handle->replacements);
    strata_buffer_free(&handle->bytes);
    strata_buffer_free(&handle->characters);
    strata_buffer_free(&handle->ill_formed);
    free(handle);
}

/// Converts to UTF-16 with offsets, in one call of ICU: what does not fit starts over with more room,
/// because ICU loses the offsets of units that overflow.
static strata_status decode(strata_converter *handle, const uint8_t *source, size_t length,
                            int32_t *count) {
    size_t room = length + 16;
    for (;;) {
        strata_status status = strata_buffer_reserve(&handle->units, room, sizeof(UChar));
        if (status == 0) status = strata_buffer_reserve(&handle->offsets, room, sizeof(int32_t));
        if (status != 0) return status;

        UErrorCode error = U_ZERO_ERROR;
        UChar *start = handle->units.bytes;
        UChar *target = start;
        const char *position = (const char *)source;
        handle->replacement_count = 0;
        handle->callback_status = 0;
        ucnv_resetToUnicode(handle->converter);
        ucnv_toUnicode(handle->converter, &target, start + room, &position,
                       (const char *)source + length, handle->offsets.bytes, true, &error);
        if (handle->callback_status != 0) return handle->callback_status;
        if (error == U_BUFFER_OVERFLOW_ERROR) {
            if (room > (size_t)STRATA_MAXIMUM_LENGTH / 2) return STRATA_ILLEGAL_ARGUMENT;
            room *= 2;
            continue;
        }
        *count = (int32_t)(target - start);
        return strata_status_of(error);
    }
}

strata_status strata_convert(strata_converter *handle, const uint8_t *source, size_t length,
                             strata_converted *result) {
    memset(result, 0, sizeof *result);
    // UTF-8 takes three bytes a unit at most, and its offsets must fit.
    if (length > STRATA_MAXIMUM_LENGTH / 3) return STRATA_ILLEGAL_ARGUMENT;
    int32_t count = 0;
    strata_status status = decode(handle, source, length, &count);
    if (status == 0) status = strata_buffer_reserve(&handle->bytes, (size_t)count * 3, 1);
    if (status == 0) {
        status = strata_buffer_reserve(&handle->characters, (size_t)count,
                                       sizeof(strata_converted_character));
    }
    if (status == 0) {
        status = strata_buffer_reserve(&handle->ill_formed, handle->replacement_count,
                                       sizeof(strata_ill_formed));
    }
    if (status != 0) return status;

    const UChar *units = handle->units.bytes;
    const int32_t *offsets = handle->offsets.bytes;
    const replacement *replacements = handle->replacements.bytes;
    uint8_t *bytes = handle->bytes.bytes;
    strata_converted_character *characters = handle->characters.bytes;
    strata_ill_formed *ill_formed = handle->ill_formed.bytes;
    size_t character_count = 0;
    size_t ill_formed_count = 0;
    int32_t written = 0;
    uint32_t source_start = 0;
    for (int32_t unit = 0; unit < count;) {
        int32_t first = unit;
        UChar32 character;
        U16_NEXT(units, unit, count, character);
        if (U_IS_SURROGATE(character)) character = 0xFFFD;
        // A unit that ICU could not place (offset -1) belongs to the sequence before it.
        if (offsets[first] >= 0) source_start = (uint32_t)offsets[first];
        if (ill_formed_count < handle->replacement_count
            && replacements[ill_formed_count].unit == first) {
            uint32_t end = source_start + (uint32_t)replacements[ill_formed_count].length;
            ill_formed[ill_formed_count++] =
                (strata_ill_formed){source_start, end, (uint32_t)written};
        }
        characters[character_count++] =
            (strata_converted_character){(uint32_t)written, source_start};
        U8_APPEND_UNSAFE(bytes, written, character);
    }

    result->bytes = bytes;
    result->length = (size_t)written;
    result->characters = characters;
    result->character_count = character_count;
    result->ill_formed = ill_formed;
    result->ill_formed_count = ill_formed_count;
    return 0;
}
