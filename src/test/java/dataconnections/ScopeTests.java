package dataconnections;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import dataconnections.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

/** What a key of scope query may call, of all calls that there are. */
@ServiceTest
class ScopeTests {

	private static final String BASE = "/api/data-connections/v1";

	private static final Set<String> LOOK_UPS = Set.of("POST /connections/{connectionId}/query",
			"POST /connections/{connectionId}/api_batch_query",
			"POST /connections/{connectionId}/external-content/emarsys", "GET /connections/{connectionId}/schema");

	/** These ask for no API key in its header. */
	private static final Set<String> OTHERS = Set.of("POST /oauth/token", "POST /accounts", "GET /accounts",
			"GET /accounts/{accountId}");

	@Autowired
	private Client client;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	private TestAccount holder;

	@BeforeEach
	void open() {
		TestAccount account = TestAccount.open(this.client);
		this.holder = account
			.with(account.create("{\"name\":\"Mail system\",\"scope\":\"query\"}").path("api_key").asString());
	}

	@Test
	void everyCallThatIsNoLookUpAsksForAKeyThatMayManage() {
		Set<String> calls = calls();
		assertThat(calls).hasSizeGreaterThan(25).containsAll(LOOK_UPS).containsAll(OTHERS);
		calls.removeAll(OTHERS);
		for (String call : calls) {
			Answer answer = send(call);
			if (LOOK_UPS.contains(call)) {
				assertThat(answer.status()).as(call).isNotEqualTo(403);
			}
			else {
				assertThat(answer.status()).as(call).isEqualTo(403);
				assertThat(answer.header("Content-Type")).as(call).isEqualTo("application/problem+json");
				assertThat(answer.json().path("type").asString()).as(call)
					.isEqualTo("urn:data-connections:problem:forbidden");
			}
		}
	}

	@Test
	void whatIsNoCallAtAllIsForbiddenToo() {
		for (String call : new String[] { "GET /nothing", "PUT /connections/x/query", "POST /connections/x/y/query",
				"POST /connections/x/query/more", "POST /query", "POST /connections/x/schema", "GET /keys/x/query" }) {
			assertThat(send(call).status()).as(call).isEqualTo(403);
		}
	}

	@Test
	void documentTellsWhichCallsAreForbidden() {
		Set<String> allowed = OpenApi.of(this.client)
			.calls()
			.filter((call) -> call.statuses().noneMatch("403"::equals))
			.map((call) -> call.method().toUpperCase(Locale.ROOT) + " " + call.path())
			.collect(toCollection(TreeSet::new));
		allowed.removeAll(OTHERS);
		assertThat(allowed).containsExactlyInAnyOrderElementsOf(LOOK_UPS);
	}

	@Test
	void keyForLookUpsLooksUp() {
		TestAccount manager = TestAccount.open(this.client);
		String id = manager.send("POST", "/connections", "{\"name\":\"A\",\"primary_key\":\"id\"}")
			.json()
			.path("data_connection_uuid")
			.asString();
		manager.send("POST", "/connections/" + id + "/upload_data", "[{\"id\":1}]");
		TestAccount mail = manager
			.with(manager.create("{\"name\":\"Mail system\",\"scope\":\"query\"}").path("api_key").asString());
		assertThat(mail.send("POST", "/connections/" + id + "/query", "{\"primary_key\":1}").body())
			.isEqualTo("{\"data\":{\"id\": 1}}");
		assertThat(mail.get("/connections/" + id + "/schema").status()).isEqualTo(200);
		assertThat(mail.send("POST", "/connections/" + id + "/upload_data", "[{\"id\":2}]").status()).isEqualTo(403);
		assertThat(manager.get("/connections/" + id).json().path("record_count").asInt()).isOne();
	}

	private Answer send(String call) {
		String[] parts = call.split(" ", 2);
		return this.holder.send(parts[0], parts[1].replaceAll("\\{\\w+}", UUID.randomUUID().toString()), "{}");
	}

	private Set<String> calls() {
		Set<String> calls = new TreeSet<>();
		this.mappings.getHandlerMethods()
			.keySet()
			.forEach((mapping) -> mapping.getPatternValues().forEach((pattern) -> {
				if (pattern.startsWith(BASE)) {
					for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
						calls.add(method + " " + pattern.substring(BASE.length()));
					}
				}
			}));
		return calls;
	}

}
