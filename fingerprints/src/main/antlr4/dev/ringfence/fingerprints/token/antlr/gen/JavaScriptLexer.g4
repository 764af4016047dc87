// JavaScript and TypeScript, from ECMA-262 (2025) chapter 12 and the TypeScript handbook.
//
// Every grammar here keeps one rule, so that it can be compiled to a table: no predicates, no
// embedded code, no recursive rules, no EOF; modes instead. Every grammar is total: whatever no
// other rule takes is one UNKNOWN token, and a literal without its end is one UNTERMINATED token.
//
// A slash opens a regular expression where an operand may stand and divides where an operator may.
// DEFAULT_MODE is "operand expected", OPERATOR_EXPECTED the other; each token says which comes
// next. A brace pushes and pops, so that the one that closes `${` finds its template again.
lexer grammar JavaScriptLexer;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

tokens { IDENTIFIER, NUMBER, STRING, OPERATOR, UNTERMINATED, UNKNOWN }

SPACE : [ \t\f\u000B\r\n\u00A0\uFEFF\u2028\u2029]+ -> skip;
LINE_COMMENT : '//' ~[\r\n\u2028\u2029]* -> skip;
HASHBANG : '#!' ~[\r\n]* -> skip;
BLOCK_COMMENT : '/*' ( ~'*' | '*'+ ~[*/] )* ( '*'+ '/' | '*'* ) -> skip;
CLOSE_TAG : '</' [A-Za-z0-9_.$\-]* '>' -> type(OPERATOR), mode(OPERATOR_EXPECTED);
// Text of JSX with an apostrophe comes masked, as a run of U+0001.
MASKED : '\u0001'+ -> type(STRING), mode(OPERATOR_EXPECTED);
REGEX : '/' REGEX_FIRST REGEX_CHAR* '/' [A-Za-z]* -> type(STRING), mode(OPERATOR_EXPECTED);
STRING : ( DOUBLE_QUOTED '"' | SINGLE_QUOTED '\'' ) -> mode(OPERATOR_EXPECTED);
UNTERMINATED : ( DOUBLE_QUOTED | SINGLE_QUOTED ) '\\'?;
TEMPLATE_OPEN : '`' -> skip, mode(OPERATOR_EXPECTED), pushMode(TEMPLATE);
NUMBER : DIGITS -> mode(OPERATOR_EXPECTED);
// Words after which an operand comes.
OPERAND_WORD
  : ( 'return' | 'typeof' | 'case' | 'in' | 'of' | 'delete' | 'void' | 'throw' | 'new' | 'else' | 'do' | 'instanceof' | 'yield' | 'await' )
    -> type(IDENTIFIER)
  ;
IDENTIFIER : WORD -> mode(OPERATOR_EXPECTED);
OPEN_BRACE : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_BRACE : '}' -> type(OPERATOR), popMode;
CLOSE_BRACKET : [)\]] -> type(OPERATOR), mode(OPERATOR_EXPECTED);
OPERATOR : OPERATORS | '/' | '/=';
UNKNOWN : .;

mode OPERATOR_EXPECTED;
SPACE_2 : [ \t\f\u000B\r\n\u00A0\uFEFF\u2028\u2029]+ -> skip;
LINE_COMMENT_2 : '//' ~[\r\n\u2028\u2029]* -> skip;
BLOCK_COMMENT_2 : '/*' ( ~'*' | '*'+ ~[*/] )* ( '*'+ '/' | '*'* ) -> skip;
CLOSE_TAG_2 : '</' [A-Za-z0-9_.$\-]* '>' -> type(OPERATOR);
MASKED_2 : '\u0001'+ -> type(STRING);
STRING_2 : ( DOUBLE_QUOTED '"' | SINGLE_QUOTED '\'' ) -> type(STRING);
UNTERMINATED_2 : ( DOUBLE_QUOTED | SINGLE_QUOTED ) '\\'? -> type(UNTERMINATED);
TEMPLATE_OPEN_2 : '`' -> skip, pushMode(TEMPLATE);
NUMBER_2 : DIGITS -> type(NUMBER);
OPERAND_WORD_2
  : ( 'return' | 'typeof' | 'case' | 'in' | 'of' | 'delete' | 'void' | 'throw' | 'new' | 'else' | 'do' | 'instanceof' | 'yield' | 'await' )
    -> type(IDENTIFIER), mode(DEFAULT_MODE)
  ;
IDENTIFIER_2 : WORD -> type(IDENTIFIER);
OPEN_BRACE_2 : '{' -> type(OPERATOR), pushMode(DEFAULT_MODE);
CLOSE_BRACE_2 : '}' -> type(OPERATOR), popMode;
STAY : ( [)\]] | '++' | '--' ) -> type(OPERATOR);
OPERATOR_2 : ( OPERATORS | '/' | '/=' ) -> type(OPERATOR), mode(DEFAULT_MODE);
UNKNOWN_2 : . -> type(UNKNOWN);

mode TEMPLATE;
TEMPLATE_CLOSE : '`' -> skip, popMode;
TEMPLATE_HOLE : '${' -> type(OPERATOR), pushMode(DEFAULT_MODE);
TEMPLATE_TEXT : ( ~[`$\\] | '\\' . | '$' ~[{`$\\] )+ -> type(STRING);
TEMPLATE_CHAR : [$\\] -> skip;

fragment DOUBLE_QUOTED : '"' ( ~["\\\r\n] | '\\' ( '\r'? '\n' | ~[\r\n] ) )*;
fragment SINGLE_QUOTED : '\'' ( ~['\\\r\n] | '\\' ( '\r'? '\n' | ~[\r\n] ) )*;
fragment REGEX_FIRST : ~[*/\\[\r\n\u2028\u2029] | '\\' ~[\r\n] | REGEX_CLASS;
fragment REGEX_CHAR : ~[/\\[\r\n\u2028\u2029] | '\\' ~[\r\n] | REGEX_CLASS;
fragment REGEX_CLASS : '[' ( ~[\]\\\r\n] | '\\' ~[\r\n] )* ']';
fragment DIGITS
  : '0' [xXoObB] [0-9a-fA-F_]+ 'n'?
  | ( [0-9] [0-9_]* ( '.' [0-9_]* )? | '.' [0-9] [0-9_]* ) ( [eE] [+-]? [0-9_]+ )? 'n'?
  ;
fragment WORD : [#]? [A-Za-z_$\u00A1-\u2027\u202A-\uFEFE\uFF00-\uFFFF] [A-Za-z_$0-9\u00A1-\u2027\u202A-\uFEFE\uFF00-\uFFFF]*;
fragment OPERATORS
  : '>>>=' | '**=' | '&&=' | '||=' | '??=' | '<<=' | '>>=' | '>>>' | '...' | '===' | '!==' | '=>' | '?.' | '??' | '**'
  | '++' | '--' | '<<' | '>>' | '<=' | '>=' | '==' | '!=' | '&&' | '||'
  | '+=' | '-=' | '*=' | '%=' | '&=' | '|=' | '^='
  | [[(.&*+\-~!%<>^|?:;=,@]
  ;
