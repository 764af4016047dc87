// Swift, from The Swift Programming Language (6), "Lexical Structure".
//
// A round bracket pushes and pops, so that the one that closes `\(` finds its string again.
lexer grammar SwiftLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
LINE_COMMENT : SLASHED_LINE -> skip;
HASHBANG : '#!' REST_OF_LINE -> skip;
OPEN_COMMENT : '/*' -> skip, pushMode(NESTED_COMMENT);
DIRECTIVE : '#' ( 'if' | 'elseif' | 'else' | 'endif' );
RAW_STRING : ( '#"' .*? '"#' | '##"' .*? '"##' ) -> type(STRING);
LINES_OPEN : '"""' -> skip, pushMode(LINES);
TEXT_OPEN : '"' -> skip, pushMode(TEXT);
NUMBER : BASED ( '.' [0-9a-fA-F_]+ )? ( [pP] [+-]? [0-9_]+ )? | DECIMAL;
IDENTIFIER : [#$]? WORD | '`' ~[`\r\n]+ '`' | '$' [0-9]+;
OPEN_BRACKET : '(' -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_BRACKET : ')' -> type(OPERATOR), popMode;
OPERATOR
  : '===' | '!==' | '...' | '..<' | '<<=' | '>>=' | '->' | '=>' | '??' | '?.' | '&+' | '&-' | '&*' | '<<' | '>>'
  | '<=' | '>=' | '==' | '!=' | '&&' | '||' | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^='
  | [[\]{}.&*+\-~!/%<>^|?:;=,@#\\]
  ;

mode TEXT;
TEXT_PIECE : ( ~["\\\r\n] | '\\' ~[(\r\n] )+ -> type(STRING);
TEXT_HOLE : '\\(' -> type(OPERATOR), pushMode(DEFAULT_MODE);
TEXT_CLOSE : '"' -> skip, popMode;
TEXT_END : [\r\n] -> skip, popMode;
TEXT_CHAR : '\\' -> skip;

mode LINES;
LINES_PIECE : ( ~["\\] | '\\' ~'(' | '"' ~["\\] | '""' ~["\\] )+ -> type(STRING);
LINES_HOLE : '\\(' -> type(OPERATOR), pushMode(DEFAULT_MODE);
LINES_CLOSE : '"""' -> skip, popMode;
LINES_CHAR : ["\\] -> skip;

mode NESTED_COMMENT;
INNER_OPEN : '/*' -> skip, pushMode(NESTED_COMMENT);
INNER_CLOSE : '*/' -> skip, popMode;
INNER_TEXT : ~[*/]+ -> skip;
INNER_CHAR : [*/] -> skip;
