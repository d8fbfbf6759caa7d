package dataconnections.account;

import java.util.List;
import java.util.UUID;

import dataconnections.idempotency.Once;
import dataconnections.tenant.Brand;
import jakarta.validation.Valid;

import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriBuilder;

/**
 * The brands of the caller's account.
 */
@RestController
@RequestMapping("/api/data-connections/v1/brands")
class BrandController {

	private final AccountBrands brands;

	BrandController(AccountBrands brands) {
		this.brands = brands;
	}

	@PostMapping
	ResponseEntity<BrandResponse> create(@AuthenticationPrincipal Brand brand, @RequestBody @Valid BrandRequest request,
			Once once) {
		UriBuilder address = ServletUriComponentsBuilder.fromCurrentRequestUri().path("/{id}");
		return this.brands.create(brand.accountId(), request,
				(created) -> once.keep(ResponseEntity.created(address.build(created.brandUuid())).body(created)));
	}

	@GetMapping
	List<BrandResponse> list(@AuthenticationPrincipal Brand brand) {
		return this.brands.list(brand.accountId());
	}

	@GetMapping("/{brandId}")
	BrandResponse get(@AuthenticationPrincipal Brand brand, @PathVariable UUID brandId) {
		return this.brands.get(brand.accountId(), brandId);
	}

	@PutMapping("/{brandId}")
	BrandResponse rename(@AuthenticationPrincipal Brand brand, @PathVariable UUID brandId,
			@RequestBody @Valid BrandChange change) {
		return this.brands.rename(brand.accountId(), brandId, change);
	}

}
