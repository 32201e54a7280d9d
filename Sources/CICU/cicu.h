// ICU is reached from C alone (ICUShim); Swift never imports this module, because Foundation
// carries an ICU of its own whose headers clash with Debian's.
#include <unicode/uversion.h>
