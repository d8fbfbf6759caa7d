package dataconnections.local;

/**
 * Three commands that take a newcomer from nothing to a record, as printed.
 */
final class Banner {

	static final String API_KEY = "local-api-key";

	static final String BRAND_KEY = "local-brand-key";

	private static final String TEXT = """
			Data Connections runs on http://127.0.0.1:%1$d with its own database; documents: http://127.0.0.1:%1$d/swagger-ui.html
			Try it, in this order:

			ID=$(curl -s http://127.0.0.1:%1$d/api/data-connections/v1/connections -H 'x-api-key: %2$s' -H 'x-brand-key: %3$s' -H 'Content-Type: application/json' -d '{"name":"Customers","primary_key":"user_id"}' | sed 's/.*"data_connection_uuid":"\\([^"]*\\)".*/\\1/')

			curl -s http://127.0.0.1:%1$d/api/data-connections/v1/connections/$ID/upload_data -H 'x-api-key: %2$s' -H 'x-brand-key: %3$s' -H 'Content-Type: application/json' -d '{"data":[{"user_id":1,"name":"Ada","city":"London"},{"user_id":2,"name":"Linus","city":"Helsinki"}]}'

			curl -s http://127.0.0.1:%1$d/api/data-connections/v1/connections/$ID/query -H 'x-api-key: %2$s' -H 'x-brand-key: %3$s' -H 'Content-Type: application/json' -d '{"primary_key":1}'
			""";

	private Banner() {
	}

	static String text(int port) {
		return System.lineSeparator() + TEXT.formatted(port, API_KEY, BRAND_KEY);
	}

}
