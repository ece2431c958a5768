// What a patient's page needs for deferred requests: to apply, and to follow what became of it.
import './deferred-request-form.js';
import './request-tracker.js';
