import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.openapitools.client.ApiClient;
import org.openapitools.client.api.AccountsApi;
import org.openapitools.client.api.ConnectionsApi;
import org.openapitools.client.api.InsightApi;
import org.openapitools.client.api.KeysApi;
import org.openapitools.client.api.LookUpsApi;
import org.openapitools.client.api.RecordsApi;
import org.openapitools.client.api.ReferencesApi;
import org.openapitools.client.api.SapEmarsysApi;
import org.openapitools.client.api.SchemaApi;
import org.openapitools.client.model.*;

import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClientResponseException;

/**
 * Goes through the service with the client that is generated from its OpenAPI document:
 *
 * <pre>
 * Walk http://127.0.0.1:8080 http://127.0.0.1:9090   # a service in local mode, examples/Upstream.java
 * </pre>
 */
public class Walk {

	private static final String BASE = "/api/data-connections/v1";

	private final ApiClient client = new ApiClient();

	private final ConnectionsApi connections = new ConnectionsApi(this.client);

	private final RecordsApi records = new RecordsApi(this.client);

	private final LookUpsApi lookUps = new LookUpsApi(this.client);

	private final KeysApi keys = new KeysApi(this.client);

	private final String service;

	private final String upstream;

	Walk(String service, String upstream) {
		this.service = service;
		this.upstream = upstream;
		show(this.client, "local-api-key", "local-brand-key");
	}

	public static void main(String[] args) {
		Walk walk = new Walk(args[0], args[1]);
		walk.uploadBased();
		walk.apiBased();
		walk.keys();
		System.out.println("The generated client went through the service.");
	}

	private void uploadBased() {
		Connection made = this.connections.createConnection(
				new ConnectionRequest().name("Walk").primaryKey("user_id").description("Generated"),
				UUID.randomUUID().toString());
		UUID id = made.getDataConnectionUuid();
		expect(made.getType() == ConnectionType.UPLOAD && made.getExternalApiDetails() == null, made);
		UploadReport uploaded = this.records.uploadData(id,
				new Upload().data(List.of(Map.of("user_id", 1, "name", "Ada"), Map.of("user_id", "007", "name", "James"))),
				null, null, null, null, null);
		expect(uploaded.getRowsInserted() == 2 && uploaded.getBatchCompleted(), uploaded);
		expect(csv(id).getRowsInserted() == 1, "CSV");
		lookUp(id);
		List<RecordChange> change = List.of(new RecordChange().primaryKey(1).data(Map.of("name", "Ada L.")));
		expect(this.records.updateData(id, change).getRowsUpdated() == 1, "replaced");
		MergeReport merged = this.records.mergeData(id, List.of(change.get(0), new RecordChange().primaryKey("none").data(Map.of())));
		expect(merged.getRowsUpdated() == 1 && merged.getMissing().equals(List.of("none")), merged);
		DeletionReport deleted = this.records.deleteDataByPost(id, new Keys().primaryKeys(List.of("007", 9)));
		expect(deleted.getRowsDeleted() == 1 && deleted.getMissing().equals(List.of(9)), deleted);
		expect(this.records.deleteData(id, new Keys().primaryKeys(List.of(3))).getRowsDeleted() == 1, "deleted");
		ConnectionSchema schema = new SchemaApi(this.client).getSchema(id);
		expect(schema.getFields().get(0).getExample().equals("Ada L.") && !schema.getFields().get(0).getNullable(), schema);
		ContentAnswer content = new SapEmarsysApi(this.client).externalContent(id,
				new ContentRequest().parameters(List.of(Map.of("user_id", "1"), Map.of("user_id", "2"))).fields(List.of("name")));
		expect(content.getContent().equals(List.of(Map.of("user_id", "1", "name", "Ada L."))), content);
		ConnectionStats stats = new InsightApi(this.client).getStats(id);
		expect(stats.getLastUpload().getRows() == 1 && stats.getCache() == null && stats.getLookUps().getFound() > 0, stats);
		change(id);
		references(id);
		this.connections.deleteConnection(id, null);
		refused(404, () -> this.connections.getConnection(id));
	}

	/** The typed method sends JSON; the client's own call sends whatever is asked. */
	private UploadReport csv(UUID id) {
		return org.springframework.web.client.RestClient.create()
			.post()
			.uri(this.service + BASE + "/connections/" + id + "/upload_data?infer_types=true")
			.headers((headers) -> {
				headers.set("x-api-key", "local-api-key");
				headers.set("x-brand-key", "local-brand-key");
				headers.set("Content-Type", "text/csv");
			})
			.body("user_id,name\n3,Grace\n")
			.retrieve()
			.body(UploadReport.class);
	}

	private void lookUp(UUID id) {
		QueryAnswer one = this.lookUps.query(id, new Query().primaryKey("007"));
		expect(one.getData().equals(Map.of("user_id", "007", "name", "James")), one);
		QueryAnswer many = this.lookUps.query(id, new Query().primaryKeys(List.of(3, "0010", new BigDecimal("1.0"))).fields(List.of("name")));
		expect(((List<?>) many.getData()).size() == 2 && many.getMissing().equals(List.of("0010")), many);
		List<Object> all = new ArrayList<>();
		QueryAnswer page = this.lookUps.query(id, new Query().limit(2));
		all.addAll((List<?>) page.getData());
		page = this.lookUps.query(id, new Query().limit(2).cursor(page.getNextCursor()));
		all.addAll((List<?>) page.getData());
		expect(all.size() == 3 && page.getNextCursor() == null, page);
		BatchAnswer batch = this.lookUps.apiBatchQuery(id, new BatchQuery().primaryKeys(List.of(1, "none")));
		expect(batch.getResults().get(0).getPrimaryKey().equals(1) && batch.getResults().get(1).getMissing(), batch);
		refused(404, () -> this.lookUps.query(id, new Query().primaryKey("none")));
	}

	private void change(UUID id) {
		ResponseEntity<Connection> read = this.connections.getConnectionWithHttpInfo(id);
		Connection changed = this.connections.updateConnection(id, new ConnectionChange().name("Changed").description(null),
				read.getHeaders().getETag());
		expect(changed.getName().equals("Changed") && changed.getDescription() == null && changed.getRecordCount() == 1, changed);
		refused(412, () -> this.connections.updateConnection(id, new ConnectionChange().name("Late"), read.getHeaders().getETag()));
		expect(this.connections.listConnections(1, null, "chang").get(0).equals(changed), "listed");
	}

	private void references(UUID id) {
		ReferencesApi references = new ReferencesApi(this.client);
		Reference reference = references.addReference(id, new ReferenceRequest().referenceType("mail").referenceId("welcome"), null);
		expect(references.listReferences(id).equals(List.of(reference)) && reference.getName() == null, reference);
		expect(references.getReference(id, reference.getReferenceUuid()).equals(reference), reference);
		refused(409, () -> this.connections.deleteConnection(id, true));
		references.deleteReference(id, reference.getReferenceUuid());
	}

	private void apiBased() {
		ExternalApi api = new ExternalApi().url(this.upstream + "/customers/{user_id}")
			.httpMethod(ExternalApi.HttpMethodEnum.GET)
			.headers(Map.of("Authorization", "Bearer s3cret"))
			.timeout(2)
			.samplePlaceholderValues(Map.of("user_id", 1));
		Connection made = this.connections
			.createConnection(new ConnectionRequest().name("Walk API").primaryKey("user_id").externalApiDetails(api), null);
		UUID id = made.getDataConnectionUuid();
		expect(made.getExternalApiDetails().getHeaders().get("Authorization").equals("********")
				&& made.getPlaceholders().equals(List.of("user_id")), made);
		ResponseEntity<QueryAnswer> first = this.lookUps.queryWithHttpInfo(id, new Query().primaryKey(2));
		ResponseEntity<QueryAnswer> second = this.lookUps.queryWithHttpInfo(id, new Query().placeholderValues(Map.of("user_id", 2)));
		expect("MISS".equals(first.getHeaders().getFirst("X-Cache")) && "HIT".equals(second.getHeaders().getFirst("X-Cache"))
				&& first.getBody().equals(second.getBody()), second);
		QueryAnswer many = this.lookUps.query(id, new Query().primaryKeys(List.of(1, 99)));
		expect(many.getResults().size() == 2 && many.getResults().get(1).getMissing(), many);
		BatchAnswer batch = this.lookUps.apiBatchQuery(id, new BatchQuery()
			.queries(List.of(new BatchItem().placeholderValues(Map.of("user_id", 3)), new BatchItem().placeholderValues(Map.of("user_id", "failing")))));
		expect(batch.getResults().get(0).getError() == null && batch.getResults().get(1).getError().getUpstreamStatus() == 500, batch);
		Explanation explanation = new InsightApi(this.client).explain(id, new LookUpToExplain().primaryKey(2));
		expect(explanation.getCache().getState() == ExplainedCache.StateEnum.HIT && explanation.getRefusedBy() == null
				&& explanation.getRequest().getUrl().endsWith("/customers/2"), explanation);
		ConnectionStats stats = new InsightApi(this.client).getStats(id);
		expect(stats.getUpstream().getLastErrors().get(0).getUpstreamStatus() == 500 && stats.getCache().getHit() == 1, stats);
		ContentAnswer content = new SapEmarsysApi(this.client).externalContent(id,
				new ContentRequest().parameters(List.of(Map.of("user_id", 1))).fields(List.of("city")));
		expect(content.getContent().get(0).get("city").equals("London"), content);
		this.connections.updateConnection(id, new ConnectionChange().name(made.getName()).externalApiDetails(made.getExternalApiDetails()), null);
		this.lookUps.purgeCache(id);
		refused(502, () -> this.lookUps.query(id, new Query().primaryKey("failing")));
		refused(504, () -> this.lookUps.query(id, new Query().primaryKey("slow")));
		this.connections.deleteConnection(id, null);
	}

	private void keys() {
		NewApiKey key = this.keys.createKey(new KeyRequest().name("Walk").scope(KeyScope.QUERY), null);
		expect(key.getLastUsedAt() == null && this.keys.getKey(key.getKeyUuid()).getScope() == KeyScope.QUERY, key);
		ApiClient restricted = new ApiClient();
		show(restricted, key.getApiKey(), "local-brand-key");
		refused(403, () -> new ConnectionsApi(restricted).listConnections(null, null, null));
		NewApiKey next = this.keys.rotateKey(key.getKeyUuid(), null, new RotationRequest().overlapSeconds(0));
		this.keys.revokeKey(next.getKeyUuid());
		expect(this.keys.listKeys().stream().anyMatch((one) -> one.getKeyUuid().equals(next.getKeyUuid()) && one.getRevokedAt() != null), next);
		Brand brand = this.keys.createBrand(new BrandRequest().name("Walk"), null);
		this.keys.renameBrand(brand.getBrandUuid(), new BrandChange().name("Walked"));
		expect(this.keys.getBrand(brand.getBrandUuid()).getName().equals("Walked") && this.keys.listBrands().size() > 1, brand);
		SapEmarsysApi emarsys = new SapEmarsysApi(this.client);
		Token token = emarsys.giveToken("client_credentials", "local-brand-key", "local-api-key");
		expect(token.getTokenType() == Token.TokenTypeEnum.BEARER, token);
		refused(400, () -> emarsys.giveToken("client_credentials", "nobody", "nothing"));
		refused(401, () -> new AccountsApi(this.client).listAccounts());
	}

	private void show(ApiClient shown, String apiKey, String brandKey) {
		shown.setBasePath(this.service + BASE);
		((org.openapitools.client.auth.ApiKeyAuth) shown.getAuthentication("x-api-key")).setApiKey(apiKey);
		((org.openapitools.client.auth.ApiKeyAuth) shown.getAuthentication("x-brand-key")).setApiKey(brandKey);
	}

	private static void refused(int status, Runnable call) {
		try {
			call.run();
		}
		catch (RestClientResponseException ex) {
			expect(ex.getStatusCode().value() == status, ex);
			return;
		}
		throw new AssertionError("Not refused with " + status);
	}

	private static void expect(boolean condition, Object answer) {
		if (!condition) {
			throw new AssertionError("Not as expected: " + answer);
		}
	}

}
