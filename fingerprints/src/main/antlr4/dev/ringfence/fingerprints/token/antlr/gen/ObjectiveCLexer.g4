// Objective-C, from The Objective-C Programming Language (Apple, 2013): C, and words, strings and
// literals that an at sign opens.
lexer grammar ObjectiveCLexer;

import CLexer;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

AT_STRING : '@' DOUBLE_QUOTED '"' -> type(STRING);
AT_WORD : '@' [a-z]+ -> type(IDENTIFIER);
