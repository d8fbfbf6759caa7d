package dataconnections.secret;

/** Secrets for the tests of other rooms, with a key of the test run. */
public final class TestSecrets {

	private static final EncryptionKey KEY = EncryptionKey.random();

	private TestSecrets() {
	}

	public static Secrets create() {
		return new Secrets(new Sealer(KeyRing.of(KEY)));
	}

}
