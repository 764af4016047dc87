// PHP, from the PHP language reference. Masker has taken out what stands outside `<?php` and `?>`, and
// here-documents.
//
// A brace pushes and pops, so that the one that closes `{$` finds its string again.
lexer grammar PhpLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
LINE_COMMENT : SLASHED_LINE -> skip;
HASH_COMMENT : '#' ( ~[[\r\n] REST_OF_LINE )? -> skip;
BLOCK_COMMENT : STARRED_BLOCK -> skip;
ATTRIBUTE : '#[' -> type(OPERATOR);
STRING : SINGLE_QUOTED_LINES '\'';
UNTERMINATED : SINGLE_QUOTED_LINES '\\'?;
TEXT_OPEN : [bB]? '"' -> skip, pushMode(TEXT);
COMMAND : '`' ( ~[`\\] | '\\' . )* '`' -> type(STRING);
NUMBER : BASED | [0-9] [0-9_]* ( '.' [0-9_]* )? EXPONENT? | '.' [0-9] [0-9_]* EXPONENT?;
IDENTIFIER : '$'* WORD;
OPEN_BRACE : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_BRACE : '}' -> type(OPERATOR), popMode;
OPERATOR
  : '<=>' | '===' | '!==' | '**=' | '??=' | '?->' | '<<=' | '>>=' | '...' | '->' | '=>' | '::' | '.=' | '??' | '**' | '++' | '--'
  | '<<' | '>>' | '<=' | '>=' | '==' | '!=' | '<>' | '&&' | '||' | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^='
  | [[\]().&*+\-~!/%<>^|?:;=,@$\\]
  ;

mode TEXT;
TEXT_PIECE : ( ~["\\${] | '\\' . )+ -> type(STRING);
TEXT_NAME : '$' WORD -> type(IDENTIFIER);
TEXT_HOLE : ( '{$' | '${' ) WORD -> type(IDENTIFIER), pushMode(DEFAULT_MODE);
TEXT_CLOSE : '"' -> skip, popMode;
TEXT_CHAR : [\\${] -> skip;
