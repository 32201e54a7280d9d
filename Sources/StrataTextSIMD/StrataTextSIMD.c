#include "StrataTextSIMD.h"
