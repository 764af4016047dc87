// Kotlin, from the Kotlin language specification 1.9, "Syntax and grammar".
//
// A brace pushes and pops, so that the one that closes `${` finds its string again.
lexer grammar KotlinLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
LINE_COMMENT : SLASHED_LINE -> skip;
HASHBANG : '#!' REST_OF_LINE -> skip;
OPEN_COMMENT : '/*' -> skip, pushMode(NESTED_COMMENT);
STRING : SINGLE_QUOTED '\'';
UNTERMINATED : SINGLE_QUOTED '\\'?;
RAW_OPEN : '"""' -> skip, pushMode(RAW);
TEXT_OPEN : '"' -> skip, pushMode(TEXT);
NUMBER : ( BASED | DECIMAL | '.' [0-9] [0-9_]* EXPONENT? ) [uULfF]*;
IDENTIFIER : WORD | '`' ~[`\r\n]+ '`';
OPEN_BRACE : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_BRACE : '}' -> type(OPERATOR), popMode;
OPERATOR
  : '===' | '!==' | '..<' | '->' | '=>' | '::' | '..' | '?:' | '?.' | '!!' | '++' | '--' | '<=' | '>=' | '==' | '!=' | '&&' | '||'
  | '+=' | '-=' | '*=' | '/=' | '%='
  | [[\]().&*+\-!/%<>|?:;=,@#$]
  ;

mode TEXT;
TEXT_PIECE : ( ~["\\$\r\n] | '\\' ~[\r\n] )+ -> type(STRING);
TEXT_NAME : '$' WORD -> type(IDENTIFIER);
TEXT_HOLE : '${' -> type(OPERATOR), pushMode(DEFAULT_MODE);
TEXT_CLOSE : '"' -> skip, popMode;
TEXT_END : [\r\n] -> skip, popMode;
TEXT_CHAR : [\\$] -> skip;

mode RAW;
RAW_PIECE : ( ~["$] | '"' ~["$] | '""' ~["$] )+ -> type(STRING);
RAW_NAME : '$' WORD -> type(IDENTIFIER);
RAW_HOLE : '${' -> type(OPERATOR), pushMode(DEFAULT_MODE);
RAW_CLOSE : '"""' '"'* -> skip, popMode;
RAW_CHAR : ["$] -> skip;

mode NESTED_COMMENT;
INNER_OPEN : '/*' -> skip, pushMode(NESTED_COMMENT);
INNER_CLOSE : '*/' -> skip, popMode;
INNER_TEXT : ~[*/]+ -> skip;
INNER_CHAR : [*/] -> skip;
