// ICU for the peer alone; Swift never imports this module.
#include <unicode/uversion.h>
