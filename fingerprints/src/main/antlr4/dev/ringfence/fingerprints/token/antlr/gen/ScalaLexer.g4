// Scala 2.13 and 3, from the language specification, chapter 1.
//
// A brace pushes and pops, so that the one that closes `${` finds its string again.
lexer grammar ScalaLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
LINE_COMMENT : SLASHED_LINE -> skip;
OPEN_COMMENT : '/*' -> skip, pushMode(NESTED_COMMENT);
STRING : DOUBLE_QUOTED '"' | CHARACTER;
RAW_STRING : RAW_TRIPLE_QUOTED '"""' '"'* -> type(STRING);
OPEN_RAW_STRING : RAW_TRIPLE_QUOTED -> type(UNTERMINATED);
UNTERMINATED : DOUBLE_QUOTED '\\'?;
INTERPOLATED_RAW_OPEN : WORD '"""' -> type(IDENTIFIER), pushMode(RAW);
INTERPOLATED_OPEN : WORD '"' -> type(IDENTIFIER), pushMode(TEXT);
SYMBOL : '\'' WORD -> type(IDENTIFIER);
NUMBER : ( BASED | DECIMAL | '.' [0-9] [0-9_]* EXPONENT? ) [lLfFdD]?;
IDENTIFIER : [A-Za-z_$\u00A1-\u2027\u202A-\uFEFE\uFF00-\uFFFF] ( LETTER | [0-9$] )* | '`' ~[`\r\n]+ '`';
OPEN_BRACE : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_BRACE : '}' -> type(OPERATOR), popMode;
// No operator begins with what opens a comment.
OPERATOR : ( OPERATOR_CHAR | '/' [!#%&+\-:<=>?@\\^|~] )+ '/'? | '/' | [[\](),.;'];

mode TEXT;
TEXT_PIECE : ( ~["\\$\r\n] | '\\' ~[\r\n] | '$$' )+ -> type(STRING);
TEXT_NAME : '$' WORD -> type(IDENTIFIER);
TEXT_HOLE : '${' -> type(OPERATOR), pushMode(DEFAULT_MODE);
TEXT_CLOSE : '"' -> skip, popMode;
TEXT_END : [\r\n] -> skip, popMode;
TEXT_CHAR : [\\$] -> skip;

mode RAW;
RAW_PIECE : ( ~["$] | '"' ~["$] | '""' ~["$] | '$$' )+ -> type(STRING);
RAW_NAME : '$' WORD -> type(IDENTIFIER);
RAW_HOLE : '${' -> type(OPERATOR), pushMode(DEFAULT_MODE);
RAW_CLOSE : '"""' '"'* -> skip, popMode;
RAW_CHAR : ["$] -> skip;

mode NESTED_COMMENT;
INNER_OPEN : '/*' -> skip, pushMode(NESTED_COMMENT);
INNER_CLOSE : '*/' -> skip, popMode;
INNER_TEXT : ~[*/]+ -> skip;
INNER_CHAR : [*/] -> skip;

fragment OPERATOR_CHAR : [!#%&*+\-:<=>?@\\^|~];
fragment CHARACTER : '\'' ( ~['\\\r\n] | '\\' ( 'u'+ [0-9a-fA-F]+ | ~[\r\n] ) ) '\'';
