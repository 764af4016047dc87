// Julia, from the Julia 1.11 manual and its note on syntax.
//
// An apostrophe opens a character where an operand may stand and is the adjoint where an operator
// may. DEFAULT_MODE is "operand expected", AFTER_OPERAND the other. A round bracket pushes and pops,
// so that the one that closes `$(` finds its string again.
lexer grammar JuliaLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
OPEN_COMMENT : '#=' -> skip, pushMode(NESTED_COMMENT);
COMMENT : '#' ( ~[=\r\n] REST_OF_LINE )? -> skip;
STRING : ( PREFIXED | CHARACTER ) -> mode(AFTER_OPERAND);
LINES_OPEN : '"""' -> skip, mode(AFTER_OPERAND), pushMode(LINES);
TEXT_OPEN : '"' -> skip, mode(AFTER_OPERAND), pushMode(TEXT);
COMMAND : '`' ( ~[`\\] | '\\' . )* '`' -> type(STRING), mode(AFTER_OPERAND);
NUMBER : DIGITS -> mode(AFTER_OPERAND);
OPERAND_WORD : KEYWORD -> type(IDENTIFIER);
SYMBOL : ':' WORD -> type(IDENTIFIER), mode(AFTER_OPERAND);
IDENTIFIER : '@'? WORD '!'* -> mode(AFTER_OPERAND);
OPEN_BRACKET : '(' -> type(OPERATOR), mode(AFTER_OPERAND), pushMode(DEFAULT_MODE);
CLOSE_BRACKET : ')' -> type(OPERATOR), popMode;
CLOSE_SQUARE : [\]}] -> type(OPERATOR), mode(AFTER_OPERAND);
OPERATOR : OPERATORS;

mode AFTER_OPERAND;
LINE_END : [\r\n]+ -> skip, mode(DEFAULT_MODE);
SPACE_2 : [ \t\f\u000B\u00A0\uFEFF]+ -> skip;
OPEN_COMMENT_2 : '#=' -> skip, pushMode(NESTED_COMMENT);
COMMENT_2 : '#' ( ~[=\r\n] REST_OF_LINE )? -> skip;
ADJOINT : '.'? '\'' -> type(OPERATOR);
STRING_2 : ( PREFIXED | [ \t]+ CHARACTER ) -> type(STRING);
LINES_OPEN_2 : '"""' -> skip, pushMode(LINES);
TEXT_OPEN_2 : '"' -> skip, pushMode(TEXT);
COMMAND_2 : '`' ( ~[`\\] | '\\' . )* '`' -> type(STRING);
NUMBER_2 : DIGITS -> type(NUMBER);
OPERAND_WORD_2 : KEYWORD -> type(IDENTIFIER), mode(DEFAULT_MODE);
IDENTIFIER_2 : '@'? WORD '!'* -> type(IDENTIFIER);
OPEN_BRACKET_2 : '(' -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_BRACKET_2 : ')' -> type(OPERATOR), popMode;
CLOSE_SQUARE_2 : [\]}] -> type(OPERATOR);
OPERATOR_2 : OPERATORS -> type(OPERATOR), mode(DEFAULT_MODE);
UNKNOWN_2 : . -> type(UNKNOWN);

mode TEXT;
TEXT_PIECE : ( ~["\\$] | '\\' . )+ -> type(STRING);
TEXT_NAME : '$' WORD -> type(IDENTIFIER);
TEXT_HOLE : '$(' -> type(OPERATOR), pushMode(DEFAULT_MODE);
TEXT_CLOSE : '"' -> skip, popMode;
TEXT_CHAR : [\\$] -> skip;

mode LINES;
LINES_PIECE : ( ~["\\$] | '\\' . | '"' ~["\\$] | '""' ~["\\$] )+ -> type(STRING);
LINES_NAME : '$' WORD -> type(IDENTIFIER);
LINES_HOLE : '$(' -> type(OPERATOR), pushMode(DEFAULT_MODE);
LINES_CLOSE : '"""' -> skip, popMode;
LINES_CHAR : ["\\$] -> skip;

mode NESTED_COMMENT;
INNER_OPEN : '#=' -> skip, pushMode(NESTED_COMMENT);
INNER_CLOSE : '=#' -> skip, popMode;
INNER_TEXT : ~[=#]+ -> skip;
INNER_CHAR : [=#] -> skip;

fragment PREFIXED : WORD ( DOUBLE_QUOTED_LINES '"' | TRIPLE_QUOTED '"""' );
fragment CHARACTER : '\'' ( ~['\\\r\n] | '\\' ( [xuU] [0-9a-fA-F]+ | [0-7]+ | ~[\r\n] ) | [\uD800-\uDBFF] [\uDC00-\uDFFF] ) '\'';
fragment DIGITS : BASED | [0-9] [0-9_]* ( '.' [0-9] [0-9_]* )? ( [eEf] [+-]? [0-9]+ )? | '.' [0-9]+ ( [eEf] [+-]? [0-9]+ )?;
fragment KEYWORD
  : 'return' | 'if' | 'elseif' | 'else' | 'while' | 'for' | 'in' | 'isa' | 'begin' | 'let' | 'do' | 'try' | 'const' | 'global' | 'local'
  ;
fragment OPERATORS
  : '>>>=' | '...' | '===' | '!==' | '>>>' | '<<=' | '>>=' | '.+=' | '.-=' | '.*=' | './=' | '.==' | '.!=' | '.<=' | '.>='
  | '->' | '=>' | '::' | '<:' | '>:' | '|>' | '<|' | '//' | '..' | '<=' | '>=' | '==' | '!=' | '&&' | '||' | '<<' | '>>'
  | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=' | ':=' | '.+' | '.-' | '.*' | './' | '.^' | '.<' | '.>' | '.&' | '.|' | '.='
  | [[{.&*+\-~!/%<>^|?:;=,@$\\]
  ;
