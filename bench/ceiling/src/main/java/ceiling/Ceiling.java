package ceiling;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

import javax.sql.DataSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a look-up costs at least: one controller, one statement, no checks, no keys, no
 * problem documents. It reads the product's own table.
 */
@SpringBootApplication
@RestController
public class Ceiling {

	private static final String FIND = "SELECT data::text FROM row WHERE connection_id = ? AND key = ?";

	private static final byte[] NOTHING = "null".getBytes(StandardCharsets.UTF_8);

	private static final byte[] CONSTANT = """
			{"data":{"user_id":1000001,"name":"Ada Lovelace","email":"ada.lovelace@mail.example","city":"London",\
			"tier":"gold","points":4711,"note":"The same answer for everybody, whatever it is that was asked."}}"""
		.getBytes(StandardCharsets.UTF_8);

	private final DataSource dataSource;

	private final UUID connectionId;

	Ceiling(DataSource dataSource, @Value("${ceiling.connection}") UUID connectionId) {
		this.dataSource = dataSource;
		this.connectionId = connectionId;
	}

	public static void main(String[] args) {
		SpringApplication.run(Ceiling.class, args);
	}

	/** The same request as the product's, bound and answered in Spring's plainest way. */
	@PostMapping(path = "/query", produces = MediaType.APPLICATION_JSON_VALUE)
	byte[] query(@RequestBody Asked asked) throws SQLException {
		return find(asked.primary_key());
	}

	/** No body to read at all. */
	@GetMapping(path = "/rows/{key}", produces = MediaType.APPLICATION_JSON_VALUE)
	byte[] row(@PathVariable String key) throws SQLException {
		return find(key);
	}

	@PostMapping(path = "/constant", produces = MediaType.APPLICATION_JSON_VALUE)
	byte[] constant() {
		return CONSTANT;
	}

	private byte[] find(String key) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				PreparedStatement select = connection.prepareStatement(FIND)) {
			select.setObject(1, this.connectionId);
			select.setString(2, key);
			try (ResultSet found = select.executeQuery()) {
				return found.next() ? found.getBytes(1) : NOTHING;
			}
		}
	}

	record Asked(String primary_key) {
	}

}
