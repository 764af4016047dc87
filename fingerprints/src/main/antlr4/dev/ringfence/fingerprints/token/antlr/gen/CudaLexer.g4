// CUDA C++, from the CUDA C++ Programming Guide 12: C++ and the brackets of a kernel launch.
lexer grammar CudaLexer;

import CppLexer;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

LAUNCH : ( '<<<' | '>>>' ) -> type(OPERATOR);
