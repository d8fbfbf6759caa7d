package dataconnections.account;

import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dataconnections.idempotency.Once;
import dataconnections.tenant.Brand;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The keys of the caller's account. What happens to them is logged.
 */
@RestController
@RequestMapping(KeyController.PATH)
class KeyController {

	static final String PATH = "/api/data-connections/v1/keys";

	private static final Logger logger = LoggerFactory.getLogger(KeyController.class);

	private final AccountKeys keys;

	KeyController(AccountKeys keys) {
		this.keys = keys;
	}

	@PostMapping
	ResponseEntity<Key> create(@AuthenticationPrincipal Brand brand, Principal caller,
			@RequestBody @Valid KeyRequest request, Once once) {
		ResponseEntity<Key> answer = this.keys.create(brand.accountId(), request, (key) -> once.keep(created(key)));
		Key key = Objects.requireNonNull(answer.getBody());
		logger.info("Key {} of account {} was created by key {}, scope {}, expires {}", key.keyUuid(),
				brand.accountId(), caller.getName(), key.scope(), key.expiresAt());
		return answer;
	}

	@GetMapping
	List<Key> list(@AuthenticationPrincipal Brand brand) {
		return this.keys.list(brand.accountId());
	}

	@GetMapping("/{keyId}")
	Key get(@AuthenticationPrincipal Brand brand, @PathVariable UUID keyId) {
		return this.keys.get(brand.accountId(), keyId);
	}

	@PostMapping("/{keyId}/rotate")
	ResponseEntity<Key> rotate(@AuthenticationPrincipal Brand brand, Principal caller, @PathVariable UUID keyId,
			@RequestBody(required = false) @Valid @Nullable RotationRequest request, Once once) {
		RotationRequest rotation = Objects.requireNonNullElse(request, RotationRequest.EMPTY);
		ResponseEntity<Key> answer = this.keys.rotate(brand.accountId(), keyId, rotation,
				(key) -> once.keep(created(key)));
		logger.info("Key {} of account {} was rotated to key {} by key {}, overlap {}", keyId, brand.accountId(),
				Objects.requireNonNull(answer.getBody()).keyUuid(), caller.getName(), rotation.overlap());
		return answer;
	}

	@DeleteMapping("/{keyId}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void revoke(@AuthenticationPrincipal Brand brand, Principal caller, @PathVariable UUID keyId) {
		if (this.keys.revoke(brand.accountId(), keyId)) {
			logger.info("Key {} of account {} was revoked by key {}", keyId, brand.accountId(), caller.getName());
		}
	}

	private static ResponseEntity<Key> created(Key key) {
		return ResponseEntity
			.created(ServletUriComponentsBuilder.fromCurrentContextPath().path(PATH + "/{id}").build(key.keyUuid()))
			.header("Cache-Control", "no-store")
			.body(key);
	}

}
