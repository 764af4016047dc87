// C, from ISO/IEC 9899:2024 section 6.4, with the common GNU extensions.
//
// Every grammar here keeps one rule, so that it can be compiled to a table: no predicates, no
// embedded code, no recursive rules, no EOF; modes instead. Every grammar is total: whatever no
// other rule takes is one UNKNOWN token, and a literal without its end is one UNTERMINATED token.
lexer grammar CLexer;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

tokens { IDENTIFIER, NUMBER, STRING, OPERATOR, DIRECTIVE, UNTERMINATED, UNKNOWN }

SPACE : ( [ \t\f\u000B\r\n\u00A0\uFEFF\u2028\u2029] | '\\' '\r'? '\n' )+ -> skip;
LINE_COMMENT : '//' ( ~[\r\n\\] | '\\' ( '\r'? '\n' | ~[\r\n] ) )* '\\'? -> skip;
// One rule for closed and unclosed comments: an unclosed one takes the rest.
BLOCK_COMMENT : '/*' ( ~'*' | '*'+ ~[*/] )* ( '*'+ '/' | '*'* ) -> skip;

// Lines that hold names of files or free text, no code.
SKIPPED_DIRECTIVE
  : '#' [ \t]* ( 'include' | 'include_next' | 'import' | 'embed' | 'pragma' | 'error' | 'warning' | 'line' | 'ident' )
    ( [ \t<"(/] ( ~[\r\n\\] | '\\' ( '\r'? '\n' | ~[\r\n] ) )* '\\'? )? -> skip
  ;
DIRECTIVE
  : '#' [ \t]* ( 'define' | 'undef' | 'if' | 'ifdef' | 'ifndef' | 'elif' | 'elifdef' | 'elifndef' | 'else' | 'endif' )
  ;

STRING : ( 'u8' | [LuU] )? ( DOUBLE_QUOTED '"' | SINGLE_QUOTED '\'' );
UNTERMINATED : ( 'u8' | [LuU] )? ( DOUBLE_QUOTED | SINGLE_QUOTED ) '\\'?;

NUMBER
  : '0' [xX] [0-9a-fA-F.']+ ( [pP] [+-]? [0-9]+ )? SUFFIX
  | '.'? [0-9] ( [eE] [+-]? [0-9] | '.' | '\'' [0-9] | [0-9A-Za-z_] )*
  ;
// A line that ends in a backslash goes on within a word; `@name@` is a mark of templated C.
IDENTIFIER : ( LETTER | MARK ) ( LETTER | MARK | [0-9] | '\\' '\r'? '\n' ( LETTER | [0-9] ) )*;

OPERATOR
  : '<<=' | '>>=' | '...' | '->' | '++' | '--' | '<<' | '>>' | '<=' | '>=' | '==' | '!=' | '&&' | '||'
  | '*=' | '/=' | '%=' | '+=' | '-=' | '&=' | '^=' | '|=' | '##' | '::'
  | [[\](){}.&*+\-~!/%<>^|?:;=,#@]
  | '<:' | ':>' | '<%' | '%>' | '%:' | '%:%:'
  ;
UNKNOWN : .;

fragment DOUBLE_QUOTED : '"' ( ~["\\\r\n] | '\\' ( '\r'? '\n' | ~[\r\n] ) )*;
fragment SINGLE_QUOTED : '\'' ( ~['\\\r\n] | '\\' ( '\r'? '\n' | ~[\r\n] ) )*;
fragment SUFFIX : [uUlLfFwWbBdDzZ]* ;
fragment LETTER : [A-Za-z_$\u00A1-\u2027\u202A-\uFEFE\uFF00-\uFFFF];
fragment MARK : '@' [A-Za-z_] [A-Za-z_0-9]* '@';
