package dataconnections.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to use a folder, which one process at a time has. It ends with the process,
 * however that ends.
 */
final class DirectoryLock implements AutoCloseable {

	private final FileChannel file;

	private DirectoryLock(FileChannel file) {
		this.file = file;
	}

	static DirectoryLock take(Path directory) throws IOException {
		Files.createDirectories(directory);
		FileChannel file = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE);
		if (!isLocked(file)) {
			file.close();
			throw new LocalModeException("Another local service uses the database in " + directory + ".",
					"Stop it, or set DATA_CONNECTIONS_LOCAL_DIRECTORY to another folder.");
		}
		return new DirectoryLock(file);
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

	private static boolean isLocked(FileChannel file) throws IOException {
		try {
			return file.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
	}

}
