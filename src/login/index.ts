export { Authenticator, type AuthenticateOptions, type Authenticated } from './authenticator.js';
export { loginAs, tokenFor } from './demo-client.js';
export { DemoStaff, type DemoPerson } from './demo/demo-staff.js';
export { LoginAudit, type LoginAuditEntry } from './login-audit.js';
export { LoginModule, type LoginModuleOptions } from './login.module.js';
export { LoginTables1700000003000 } from './migration.js';
export { ProviderChoice } from './provider/provider-choice.js';
export { StaffDirectory, type StaffLogin } from './staff-directory.js';
