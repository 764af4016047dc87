// Ruby, from the documentation of Ruby 3.4, "Syntax", and ISO/IEC 30170:2012 clause 8. Masker has taken
// out here-documents, =begin comments and what follows __END__.
//
// A slash opens a regular expression where an operand may stand, or after a blank and before none.
// DEFAULT_MODE is "operand expected", AFTER_OPERAND the other. A brace pushes and pops, so that the
// one that closes `#{` finds its string again.
lexer grammar RubyLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : ( BLANK | '\\' '\r'? '\n' )+ -> skip;
COMMENT : '#' REST_OF_LINE -> skip;
STRING : ( SINGLE_QUOTED_LINES '\'' | REGEX | PERCENT | [ \t]* '?' ( ~[ \t\r\n\\] | '\\' . ) ) -> mode(AFTER_OPERAND);
UNTERMINATED : SINGLE_QUOTED_LINES '\\'?;
TEXT_OPEN : ':'? '"' -> skip, mode(AFTER_OPERAND), pushMode(TEXT);
COMMAND_OPEN : '`' -> skip, mode(AFTER_OPERAND), pushMode(COMMAND);
NUMBER : DIGITS -> mode(AFTER_OPERAND);
OPERAND_WORD : KEYWORD -> type(IDENTIFIER);
SYMBOL : ':' ( WORD [?!=]? | '[]' '='? | '+' | '-' | '*' | '/' | '==' | '<=>' | '<<' | '<' | '>' | '!' ) -> type(IDENTIFIER), mode(AFTER_OPERAND);
IDENTIFIER : NAME -> mode(AFTER_OPERAND);
OPEN_BRACE : '{' -> type(OPERATOR), mode(AFTER_OPERAND), pushMode(DEFAULT_MODE);
CLOSE_BRACE : '}' -> type(OPERATOR), popMode;
CLOSE_BRACKET : [)\]] -> type(OPERATOR), mode(AFTER_OPERAND);
OPERATOR : OPERATORS;

mode AFTER_OPERAND;
LINE_END : [\r\n]+ -> skip, mode(DEFAULT_MODE);
SPACE_2 : ( [ \t\f\u000B\u00A0\uFEFF] | '\\' '\r'? '\n' )+ -> skip;
MASKED_2 : '\u0001'+ -> type(STRING);
COMMENT_2 : '#' REST_OF_LINE -> skip;
STRING_2 : ( SINGLE_QUOTED_LINES '\'' | [ \t]+ ( SPACED_REGEX | PERCENT ) ) -> type(STRING);
UNTERMINATED_2 : SINGLE_QUOTED_LINES '\\'? -> type(UNTERMINATED);
TEXT_OPEN_2 : '"' -> skip, pushMode(TEXT);
COMMAND_OPEN_2 : '`' -> skip, pushMode(COMMAND);
NUMBER_2 : DIGITS -> type(NUMBER);
OPERAND_WORD_2 : KEYWORD -> type(IDENTIFIER), mode(DEFAULT_MODE);
SYMBOL_2 : [ \t]+ ':' WORD [?!=]? -> type(IDENTIFIER);
IDENTIFIER_2 : NAME -> type(IDENTIFIER);
OPEN_BRACE_2 : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_BRACE_2 : '}' -> type(OPERATOR), popMode;
CLOSE_BRACKET_2 : [)\]] -> type(OPERATOR);
OPERATOR_2 : OPERATORS -> type(OPERATOR), mode(DEFAULT_MODE);
UNKNOWN_2 : . -> type(UNKNOWN);

mode TEXT;
TEXT_PIECE : ( ~["\\#] | '\\' . )+ -> type(STRING);
TEXT_HOLE : '#{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
TEXT_CLOSE : '"' -> skip, popMode;
TEXT_CHAR : [\\#] -> skip;

mode COMMAND;
COMMAND_PIECE : ( ~[`\\#] | '\\' . )+ -> type(STRING);
COMMAND_HOLE : '#{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
COMMAND_CLOSE : '`' -> skip, popMode;
COMMAND_CHAR : [\\#] -> skip;

fragment NAME : ( '@@' | '@' | '$' )? WORD [?!]? | '$' ( [0-9] | [~*$?!@/\\;,.=:<>"&`'+\-] );
fragment DIGITS : ( '0' [dD] [0-9_]+ | BASED | DECIMAL ) 'r'? 'i'?;
fragment REGEX : '/' ( ~[/\\\r\n] | '\\' ~[\r\n] | '#{' ~[}\r\n]* '}' )* '/' [a-z]*;
fragment SPACED_REGEX : '/' ( ~[/\\= \r\n] | '\\' ~[\r\n] ) ( ~[/\\\r\n] | '\\' ~[\r\n] | '#{' ~[}\r\n]* '}' )* '/' [a-z]*;
// Brackets nest, as deep as is seen in practice.
fragment PERCENT
  : '%' [qQwWiIrsx]? ( ROUND | SQUARE | CURLY | '<' ( ~[<>\\] | '\\' . )* '>' )
  | '%' [qQwWiIrsx] ( '|' ( ~[|\\] | '\\' . )* '|' | '!' ( ~[!\\] | '\\' . )* '!' | '/' ( ~[/\\] | '\\' . )* '/' )
    [a-z]*
  | '%' ( '|' ( ~[|\\\r\n] | '\\' ~[\r\n] )+ '|' | '!' ( ~[!\\\r\n] | '\\' ~[\r\n] )+ '!' )
  ;
fragment ROUND : '(' ( ~[()\\] | '\\' . | '(' ( ~[()\\] | '\\' . | '(' ( ~[()\\] | '\\' . )* ')' )* ')' )* ')' [a-z]*;
fragment SQUARE : '[' ( ~[[\]\\] | '\\' . | '[' ( ~[[\]\\] | '\\' . | '[' ( ~[[\]\\] | '\\' . )* ']' )* ']' )* ']' [a-z]*;
fragment CURLY : '{' ( ~[{}\\] | '\\' . | '{' ( ~[{}\\] | '\\' . | '{' ( ~[{}\\] | '\\' . )* '}' )* '}' )* '}' [a-z]*;
fragment KEYWORD
  : 'return' | 'if' | 'elsif' | 'else' | 'unless' | 'while' | 'until' | 'and' | 'or' | 'not' | 'when' | 'in' | 'case' | 'then' | 'do'
  | 'puts' | 'raise' | 'begin' | 'ensure' | 'rescue'
  ;
fragment OPERATORS
  : '**=' | '<=>' | '===' | '...' | '<<=' | '>>=' | '&&=' | '||=' | '=>' | '->' | '::' | '..' | '=~' | '!~' | '&.' | '**' | '<<' | '>>'
  | '<=' | '>=' | '==' | '!=' | '&&' | '||' | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^='
  | [[(.&*+\-~!/%<>^|?:;=,@$\\]
  ;
