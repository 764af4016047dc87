// Perl 5, from perlsyn, perlop and perldata of Perl 5.40. Masker has taken out here-documents, POD and
// what follows __END__.
//
// A slash opens a pattern where an operand may stand and divides where an operator may; the same goes
// for the percent sign and the ampersand of hashes and calls. DEFAULT_MODE is "operand expected",
// AFTER_OPERAND the other.
lexer grammar PerlLexer;

import Common;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

SPACE : BLANK+ -> skip;
COMMENT : '#' REST_OF_LINE -> skip;
STRING
  : ( SINGLE_QUOTED_LINES '\'' | DOUBLE_QUOTED_LINES '"' | '`' ( ~[`\\] | '\\' . )* '`' | PATTERN | QUOTE_LIKE | SUBSTITUTION )
    -> mode(AFTER_OPERAND)
  ;
UNTERMINATED : ( SINGLE_QUOTED_LINES | DOUBLE_QUOTED_LINES ) '\\'?;
NUMBER : DIGITS -> mode(AFTER_OPERAND);
VARIABLE : ( SCALAR | '%' '$'* PATH | '&' '$'* ( PATH | OLD_PATH ) | '%' [+\-!] ) -> type(IDENTIFIER), mode(AFTER_OPERAND);
HANDLE : '<' '$'? WORD? '>' -> type(IDENTIFIER), mode(AFTER_OPERAND);
OPERAND_WORD : KEYWORD -> type(IDENTIFIER);
IDENTIFIER : PATH -> mode(AFTER_OPERAND);
CLOSE_BRACKET : [)\]}] -> type(OPERATOR), mode(AFTER_OPERAND);
OPERATOR : OPERATORS;

mode AFTER_OPERAND;
SPACE_2 : BLANK+ -> skip;
MASKED_2 : '\u0001'+ -> type(STRING);
COMMENT_2 : '#' REST_OF_LINE -> skip;
STRING_2 : ( SINGLE_QUOTED_LINES '\'' | DOUBLE_QUOTED_LINES '"' | '`' ( ~[`\\] | '\\' . )* '`' | QUOTE_LIKE | SUBSTITUTION ) -> type(STRING);
UNTERMINATED_2 : ( SINGLE_QUOTED_LINES | DOUBLE_QUOTED_LINES ) '\\'? -> type(UNTERMINATED);
NUMBER_2 : DIGITS -> type(NUMBER);
VARIABLE_2 : SCALAR -> type(IDENTIFIER);
OPERAND_WORD_2 : KEYWORD -> type(IDENTIFIER), mode(DEFAULT_MODE);
IDENTIFIER_2 : PATH -> type(IDENTIFIER);
// A key in braces is a name, whatever quote-like word it spells.
KEY_2 : '{' [ \t]* ( 'q' | 'qq' | 'qw' | 'qr' | 'qx' | 'm' | 's' | 'y' | 'tr' ) [ \t]* '}' -> type(IDENTIFIER);
CLOSE_BRACKET_2 : [)\]}] -> type(OPERATOR);
STAY : ( '++' | '--' ) -> type(OPERATOR);
SEMICOLON : ';' -> type(OPERATOR), mode(DEFAULT_MODE);
OPERATOR_2 : OPERATORS -> type(OPERATOR), mode(DEFAULT_MODE);
UNKNOWN_2 : . -> type(UNKNOWN);

fragment PATH : WORD ( '::' WORD )* '::'? | '::' WORD ( '::' WORD )*;
// `$main'x` is `$main::x` of older Perl.
fragment OLD_PATH : WORD ( '\'' WORD )+;
fragment SCALAR : [$@] '$'* ( PATH | OLD_PATH | '^' [A-Z] ) | '$#' ( '$'* PATH )? | '$' [0-9&`'+!@/\\,;.<>()[\]:?|"~=%^*\-] | '@_' | '$$';
fragment DIGITS : BASED | [0-9] [0-9_]* ( '.' [0-9] [0-9_]* )? EXPONENT? | '.' [0-9]+ EXPONENT? | 'v' [0-9]+ ( '.' [0-9]+ )+;
fragment PATTERN : '/' ( ~[/\\\r\n] | '\\' ~[\r\n] )+ '/' [a-z]*;
fragment QUOTE_LIKE : ( 'q' | 'qq' | 'qw' | 'qr' | 'qx' | 'm' ) ( [ \t\r\n]* BRACKETED | SLASHES | PIPES | BANGS | HASHES | TILDES | APOSTROPHES | QUOTES | CARETS | COMMAS ) [a-z]*;
fragment SUBSTITUTION
  : ( 's' | 'tr' | 'y' )
    ( [ \t]* BRACKETED [ \t\r\n]* ( BRACKETED | SLASHES )
    | SLASHES ( ~[/\\] | '\\' . )* '/'
    | PIPES ( ~[|\\] | '\\' . )* '|'
    | BANGS ( ~[!\\] | '\\' . )* '!'
    | HASHES ( ~[#\\] | '\\' . )* '#'
    | TILDES ( ~[~\\] | '\\' . )* '~'
    | APOSTROPHES ( ~['\\] | '\\' . )* '\''
    | CARETS ( ~[^\\] | '\\' . )* '^'
    | COMMAS ( ~[,\\\r\n] | '\\' ~[\r\n] )* ','
    ) [a-z]*
  ;
fragment SLASHES : '/' ( ~[/\\] | '\\' . )* '/';
fragment PIPES : '|' ( ~[|\\] | '\\' . )* '|';
fragment BANGS : '!' ( ~[!\\] | '\\' . )* '!';
fragment HASHES : '#' ( ~[#\\] | '\\' . )* '#';
fragment TILDES : '~' ( ~[~\\] | '\\' . )* '~';
fragment APOSTROPHES : '\'' ( ~['\\] | '\\' . )* '\'';
fragment QUOTES : '"' ( ~["\\] | '\\' . )* '"';
fragment CARETS : '^' ( ~[^\\] | '\\' . )* '^';
fragment COMMAS : ',' ( ~[,\\\r\n] | '\\' ~[\r\n] )* ',';
// Brackets nest, as deep as is seen in practice.
fragment BRACKETED : ROUND | SQUARE | CURLY | ANGLE;
fragment ROUND : '(' ( ~[()\\] | '\\' . | '(' ( ~[()\\] | '\\' . | '(' ( ~[()\\] | '\\' . )* ')' )* ')' )* ')';
fragment SQUARE : '[' ( ~[[\]\\] | '\\' . | '[' ( ~[[\]\\] | '\\' . | '[' ( ~[[\]\\] | '\\' . )* ']' )* ']' )* ']';
fragment CURLY : '{' ( ~[{}\\] | '\\' . | '{' ( ~[{}\\] | '\\' . | '{' ( ~[{}\\] | '\\' . )* '}' )* '}' )* '}';
fragment ANGLE : '<' ( ~[<>\\\r\n] | '\\' . )* '>';
fragment KEYWORD
  : 'return' | 'if' | 'elsif' | 'unless' | 'while' | 'until' | 'and' | 'or' | 'not' | 'x' | 'lt' | 'gt' | 'le' | 'ge' | 'eq' | 'ne' | 'cmp'
  | 'split' | 'grep' | 'map' | 'join' | 'push' | 'unshift' | 'print' | 'foreach' | 'for' | 'my' | 'our' | 'local' | 'keys' | 'values'
  | 'each' | 'defined' | 'ref' | 'scalar' | 'delete' | 'exists' | 'die' | 'when' | 'else' | 'do' | 'eval'
  ;
fragment OPERATORS
  : '<=>' | '**=' | '||=' | '&&=' | '//=' | '...' | '<<=' | '>>=' | '->' | '=>' | '=~' | '!~' | '..' | '**' | '||' | '&&' | '//' | '++' | '--'
  | '<<' | '>>' | '<=' | '>=' | '==' | '!=' | '+=' | '-=' | '*=' | '/=' | '.=' | '%=' | 'x=' | '&=' | '|=' | '^=' | '::'
  | [[({.&*+\-~!/%<>^|?:;=,@$\\]
  ;
