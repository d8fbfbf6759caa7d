package dataconnections.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import dataconnections.secret.EncryptionKey;

/**
 * The encryption key of a local service: made once, and kept in a file beside the data
 * that only its owner may read.
 */
final class LocalKey {

	private LocalKey() {
	}

	static EncryptionKey in(Path directory) {
		Path file = directory.resolve("encryption-key");
		try {
			if (!Files.exists(file)) {
				write(file, EncryptionKey.random());
			}
			return EncryptionKey.parse("The file " + file, Files.readString(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Never half: a temporary file, which belongs to its owner only, takes the place.
	 */
	private static void write(Path file, EncryptionKey key) throws IOException {
		Path whole = Files.createTempFile(file.getParent(), "encryption-key", null);
		try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
			channel.write(ByteBuffer.wrap((key.reveal() + "\n").getBytes(StandardCharsets.US_ASCII)));
			channel.force(true);
		}
		Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
	}

}
