// Haskell, from the Haskell 2010 Language Report, chapter 2.
lexer grammar HaskellLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
COMMENT : '--' '-'* ( ~[!#$%&*+./<=>?@\\^|\-~:\r\n] REST_OF_LINE )? -> skip;
OPEN_COMMENT : '{-' -> skip, pushMode(NESTED_COMMENT);
PREPROCESSOR_LINE : '#' ( 'if' | 'ifdef' | 'ifndef' | 'else' | 'elif' | 'endif' | 'define' | 'undef' | 'include' | 'error' ) REST_OF_LINE -> skip;
STRING : GAPPED '"' | CHARACTER;
UNTERMINATED : GAPPED '\\'?;
NUMBER : BASED | DECIMAL;
IDENTIFIER : WORD ( '\'' ( LETTER | [0-9] )* )* '#'*;
OPERATOR : [!#$%&*+./<=>?@\\^|\-~:\u00A1-\u00BF\u2190-\u22FF]+ | [[\](){},;`'];

mode NESTED_COMMENT;
INNER_OPEN : '{-' -> skip, pushMode(NESTED_COMMENT);
INNER_CLOSE : '-}' -> skip, popMode;
INNER_TEXT : ~[{}\-]+ -> skip;
INNER_CHAR : [{}\-] -> skip;

// A gap: a backslash, blanks that may hold line ends, a backslash.
fragment GAPPED : '"' ( ~["\\\r\n] | '\\' ( ~[ \t\r\n] | [ \t\r\n]+ '\\' ) )*;
fragment CHARACTER : '\'' ( ~['\\\r\n] | '\\' ( [abfnrtv"'&\\] | '^' . | [A-Z0-9]+ | [xo] [0-9a-fA-F]+ ) ) '\'' '#'?;
