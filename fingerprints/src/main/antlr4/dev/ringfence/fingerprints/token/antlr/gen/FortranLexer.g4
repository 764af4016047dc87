// Fortran, free and fixed form, from ISO/IEC 1539-1:2023 clause 6. Masker has made the text lower
// case and has taken out comment lines, continuations and sequence numbers.
lexer grammar FortranLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
COMMENT : '!' REST_OF_LINE -> skip;
PREPROCESSOR_LINE : '#' REST_OF_LINE -> skip;

STRING : ( [a-z0-9_]+ '_' | [bozx] )? ( DOUBLED '"' | APOSTROPHES '\'' );
UNTERMINATED : DOUBLED | APOSTROPHES;

// A point after digits is no part of the number unless digits or an exponent follow: `1.eq.n`.
NUMBER : ( [0-9]+ ( '.' [0-9]+ )? | '.' [0-9]+ | [0-9]+ '.' POWER ) POWER? ( '_' [a-z0-9_]+ )?;
IDENTIFIER : WORD;
DOT_OPERATOR : '.' [a-z]+ '.' -> type(OPERATOR);
OPERATOR : '**' | '//' | '==' | '/=' | '<=' | '>=' | '=>' | '::' | '(/' | '/)' | [()[\]+\-*/=<>,:;%&.@$?\\];

fragment POWER : [ed] [+-]? [0-9]+;
fragment DOUBLED : '"' ( ~["\r\n] | '""' )*;
fragment APOSTROPHES : '\'' ( ~['\r\n] | '\'\'' )*;
