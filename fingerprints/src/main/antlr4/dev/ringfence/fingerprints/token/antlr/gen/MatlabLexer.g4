// MATLAB and GNU Octave, from the MATLAB documentation, "MATLAB Operators and Special Characters", and
// the Octave 9 manual. Masker has taken out block comments and continuations.
//
// An apostrophe opens a string where an operand may stand or after a blank, and is the transpose
// elsewhere. DEFAULT_MODE is "operand expected", AFTER_OPERAND the other.
lexer grammar MatlabLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
COMMENT : [%#] REST_OF_LINE -> skip;
STRING : ( APOSTROPHES '\'' | DOUBLED '"' ) -> mode(AFTER_OPERAND);
UNTERMINATED : APOSTROPHES | DOUBLED;
NUMBER : DIGITS -> mode(AFTER_OPERAND);
OPERAND_WORD : KEYWORD -> type(IDENTIFIER);
IDENTIFIER : WORD -> mode(AFTER_OPERAND);
CLOSE_BRACKET : [)\]}] -> type(OPERATOR), mode(AFTER_OPERAND);
OPERATOR : OPERATORS;

mode AFTER_OPERAND;
LINE_END : [\r\n]+ -> skip, mode(DEFAULT_MODE);
SPACE_2 : [ \t\f\u000B\u00A0\uFEFF]+ -> skip;
COMMENT_2 : [%#] REST_OF_LINE -> skip;
STRING_2 : ( [ \t]+ APOSTROPHES '\'' | DOUBLED '"' ) -> type(STRING);
TRANSPOSE : '.'? '\'' -> type(OPERATOR);
NUMBER_2 : DIGITS -> type(NUMBER);
OPERAND_WORD_2 : KEYWORD -> type(IDENTIFIER), mode(DEFAULT_MODE);
IDENTIFIER_2 : WORD -> type(IDENTIFIER);
CLOSE_BRACKET_2 : [)\]}] -> type(OPERATOR);
STAY : ( '++' | '--' ) -> type(OPERATOR);
OPERATOR_2 : OPERATORS -> type(OPERATOR), mode(DEFAULT_MODE);
UNKNOWN_2 : . -> type(UNKNOWN);

fragment APOSTROPHES : '\'' ( ~['\r\n] | '\'\'' )*;
fragment DOUBLED : '"' ( ~["\\\r\n] | '""' | '\\' ( [ \t]* '\r'? '\n' | ~[\r\n] ) )*;
fragment DIGITS : ( '0' [xXbB] [0-9a-fA-F]+ | [0-9]+ ( '.' [0-9]+ )? ( [eEdD] [+-]? [0-9]+ )? | '.' [0-9]+ ( [eEdD] [+-]? [0-9]+ )? ) [ij]?;
fragment KEYWORD
  : 'if' | 'elseif' | 'else' | 'while' | 'until' | 'for' | 'parfor' | 'switch' | 'case' | 'otherwise' | 'return' | 'function' | 'do'
  ;
fragment OPERATORS
  : '...' | '==' | '~=' | '!=' | '<=' | '>=' | '&&' | '||' | '.*' | './' | '.^' | '.\\' | '**' | '++' | '--' | '+=' | '-=' | '*=' | '/='
  | '^=' | '|=' | '&='
  | [[({.&*+\-~!/<>^|?:;=,@\\$`]
  ;
