// OpenCL C, from the OpenCL C specification 3.0: C with other keywords.
lexer grammar OpenClLexer;

import CLexer;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }
