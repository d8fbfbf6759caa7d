package dataconnections.wire;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CursorTests {

	private static final UUID SCOPE = UUID.fromString("7f3f5a3e-3f0f-4a50-8f3c-0d6f1d1f0a01");

	private static final byte[] POSITION = "key ÿ".getBytes(StandardCharsets.UTF_8);

	@Test
	void comesBackInItsScope() {
		assertThat(Cursor.decode(SCOPE, Cursor.encode(SCOPE, POSITION))).hasValue(POSITION);
		assertThat(Cursor.decode(SCOPE, Cursor.encode(SCOPE, new byte[0]))).hasValue(new byte[0]);
	}

	@Test
	void isFitForUrls() {
		assertThat(Cursor.encode(SCOPE, POSITION)).matches("[A-Za-z0-9_-]+");
	}

	@Test
	void isNoneInAnotherScope() {
		assertThat(Cursor.decode(UUID.randomUUID(), Cursor.encode(SCOPE, POSITION))).isEmpty();
	}

	@Test
	void isNoneWhenAnyCharacterIsChanged() {
		String cursor = Cursor.encode(SCOPE, POSITION);
		for (int i = 0; i < cursor.length(); i++) {
			char other = (cursor.charAt(i) == 'A') ? 'B' : 'A';
			assertThat(Cursor.decode(SCOPE, cursor.substring(0, i) + other + cursor.substring(i + 1))).isEmpty();
			assertThat(Cursor.decode(SCOPE, cursor.substring(0, i))).isEmpty();
		}
		assertThat(Cursor.decode(SCOPE, cursor + "=")).isEmpty();
		assertThat(Cursor.decode(SCOPE, "no cursor")).isEmpty();
	}

}
