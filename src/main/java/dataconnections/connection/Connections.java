package dataconnections.connection;

import java.util.List;
import java.util.UUID;

import dataconnections.tenant.Brand;

import org.springframework.jdbc.core.simple.JdbcClient;

public class Connections {

	public Connection get(Brand brand, UUID id) {
		throw new UnsupportedOperationException();
	}

	public void changeRecordCount(JdbcClient jdbc, UUID id, long delta) {
		throw new UnsupportedOperationException();
	}

	public List<UUID> deleted(int limit) {
		throw new UnsupportedOperationException();
	}

	public void forget(UUID id) {
		throw new UnsupportedOperationException();
	}

	public long recordCount(UUID id) {
		throw new UnsupportedOperationException();
	}

}
