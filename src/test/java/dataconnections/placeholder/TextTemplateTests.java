package dataconnections.placeholder;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextTemplateTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{a}               | <a>
			x{a}y             | x<a>y
			{a}{b}            | <a><b>
			{a} {a}           | <a> <a>
			{_}               | <_>
			{A-b.c_9}         | <A-b.c_9>
			{__proto__}       | <__proto__>
			{constructor}     | <constructor>
			${a}              | $<a>
			#{a} %{a}         | #<a> %<a>
			{{a}}             | {a}
			{{{a}}}           | {<a>}
			{{{{a}}}}         | {{a}}
			{{{{{a}}}}}       | {{<a>}}
			{a}}              | <a>}
			{a}}}             | <a>}
			{{a}              | {a}
			{{ }} {{}}        | { } {}
			{a{b}             | {a<b>
			{a{b}}            | {a<b>}
			{                 | {
			}                 | }
			{a                | {a
			a}                | a}
			}{                | }{
			""")
	void placeholdersAreReplacedAndDoubledBracesHalved(String template, String filled) {
		assertThat(fill(template)).isEqualTo(filled);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{ a }", "{a }", "{ a}", "{1}", "{9a}", "{-a}", "{.a}", "{a b}", "{a,b}", "{ä}",
			"{aé}", "{a\n}", "{\na}", "{a$}", "{a:b}", "{a/b}", "{\"a\":1}", "${jndi:ldap://x/a}",
			"#{T(java.lang.Runtime).getRuntime()}", "%{1+1}", "{\uff41}", "{a\u200b}", "{\u0430}" })
	void bracesAroundAnythingThatIsNoNameAreText(String text) {
		assertThat(fill(text)).isEqualTo(text);
		assertThat(TextTemplate.of(text).names()).isEmpty();
	}

	@Test
	void namesAreListedOnceInTheOrderOfTheirFirstAppearance() {
		assertThat(TextTemplate.of("{c} {a} {{x}} {b} {a} {A}").names()).containsExactly("c", "a", "b", "A");
	}

	@Test
	void textIsWholeIfItIsOnePlaceholderAndNothingElse() {
		assertThat(TextTemplate.of("{a}").whole()).hasValue("a");
		assertThat(TextTemplate.of(" {a}").whole()).isEmpty();
		assertThat(TextTemplate.of("{a}{a}").whole()).isEmpty();
		assertThat(TextTemplate.of("{{a}}").whole()).isEmpty();
		assertThat(TextTemplate.of("").whole()).isEmpty();
	}

	@Test
	void tenThousandPlaceholdersAreFoundAndFilled() {
		String template = IntStream.range(0, 10_000).mapToObj((i) -> "{p" + i + "}").collect(Collectors.joining(","));
		assertThat(TextTemplate.of(template).names()).hasSize(10_000);
		assertThat(fill(template)).isEqualTo(template.replace('{', '<').replace('}', '>'));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{{{", "{a", "{a{", "}", "a", "{a}", "{{a}" })
	@Timeout(60)
	void twoMillionCharactersAreReadInOnePass(String pattern) {
		String template = pattern.repeat(2_000_000 / pattern.length());
		assertThat(TextTemplate.of(template).pieces()).isNotEmpty();
		assertThat(TextTemplate.of("{" + "a".repeat(2_000_000)).names()).isEmpty();
		assertThat(TextTemplate.of("{" + "a".repeat(2_000_000) + "}").names()).hasSize(1);
	}

	@Property
	void textWithDoubledBracesIsItself(@ForAll String text) {
		TextTemplate template = TextTemplate.of(text.replace("{", "{{").replace("}", "}}"));
		assertThat(template.names()).isEmpty();
		assertThat(template.fill((name) -> "no")).isEqualTo(text);
	}

	@Property
	void valueIsNotReadAgain(@ForAll String value) {
		assertThat(TextTemplate.of("<{a}|{b}>").fill((name) -> name.equals("a") ? "{b}" + value + "{{" : value))
			.isEqualTo("<{b}" + value + "{{|" + value + ">");
	}

	private static String fill(String template) {
		return TextTemplate.of(template).fill((name) -> "<" + name + ">");
	}

}
