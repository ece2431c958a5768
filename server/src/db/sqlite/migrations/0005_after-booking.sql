CREATE TABLE `consent_keys` (
	`by` text NOT NULL,
	`key` text NOT NULL,
	`consent` text NOT NULL,
	PRIMARY KEY(`by`, `key`),
	FOREIGN KEY (`by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`consent`) REFERENCES `consents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `erasures` ADD `alarmed_at` integer;--> statement-breakpoint
CREATE TRIGGER `consent_keys_no_update` BEFORE UPDATE ON `consent_keys` BEGIN SELECT raise(abort, 'consent_keys is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `consent_keys_no_delete` BEFORE DELETE ON `consent_keys` BEGIN SELECT raise(abort, 'consent_keys is append-only'); END;
