export type CatalogueControl = {
  readonly id: string;
  readonly max: number;
  readonly category: string;
  readonly type: string;
  readonly service: string;
  readonly tier: string;
  readonly rank: number;
  readonly deprecated: boolean;
  readonly title: string;
};

/**
 * The controls Secure Score had in August 2018, a line each: id, points, category, type, service, tier, rank, whether it is
 * deprecated, name.
 */
const lines = `
AdminMFA|50|Identity|Config|AzureAD|Core|1||Enable MFA for all global admins
SignIns|45|Identity|Review|AzureAD|Core|4||Review signs-ins after multiple failures report weekly
UserMFA|30|Identity|Config|AzureAD|Core|2||Enable MFA for all users
BlockAutoFwdTransportRule|20|Data|Config|EXO|Advanced|3||Enable Client Rules Forwarding Block
CloudApplicationSecurityEnabled|20|Identity|Config|IP|Advanced|48||Enable Advanced Security Management Console
DLPEnabled|20|Data|Config|IP|Advanced|46||Enable Data Loss Prevention policies
MDMEnabled|20|Device|Config|IP|Advanced|57||Enable mobile device management services
ReviewUsersWithLeakedCreds|20|Identity|Review|AADPremium|Advanced|47|deprecated|Review users with leaked credentials report weekly
AuditEnabled|15|Data|Review|IP|Core|3||Enable audit data recording
FailedSignIns|15|Identity|Review|AzureAD|Core|4|deprecated|Review signs-ins after multiple failures report weekly
ReviewAnomalousSignins|15|Identity|Review|AADPremium|Advanced|49|deprecated|Review users with anomalous sign-in activity report weekly
SafeAttachmentsEnabled|15|Data|Config|IP|Advanced|50||Enable Advanced Threat Protection safe attachments policy
SafeLinksEnabled|15|Data|Config|IP|Advanced|51||Enable Advanced Threat Protection safe links policy
WeakSpam|15|Data|Config|IP|Core|5||Set outbound spam notifications
AccountChanges|10|Identity|Review|AADPremium|Advanced|55||Review self-service password reset, alt phone, and email changes monthly
AdoptedODB|10|Data|Config|OD4B|Core|10||Store user documents in OneDrive for Business
AnonymousCalendar|10|Data|Config|EXO|Defense in Depth|26||Do not allow anonymous calendar sharing
DeviceSignIns|10|Identity|Review|AzureAD|Defense in Depth|23|deprecated|Review sign-in devices report weekly
GeoSignIns|10|Identity|Review|AzureAD|Core|8|deprecated|Review signs-ins from multiple geographies report weekly
IRMEnabled|10|Data|Config|AzureAD|Core|12||Enable Information Rights Management (IRM) services
InTuneNoPAVC|10|Device|Config|InTune|Advanced|62||Require PC and Mobile devices to be patched, have anti-virus, and firewalls enabled
IntegratedApps|10|Data|Config|AzureAD|Defense in Depth|27||Do not allow third party integrated applications
MailboxAuditingEnabled|10|Data|Config|EXO|Core|6||Enable mailbox auditing for all users
NewProvisionedAccounts|10|Identity|Review|AzureAD|Defense in Depth|29||Review account provisioning activity report weekly
PIMEnabled|10|Identity|Config|AADPremium|Advanced|56||Enable privileged identity management
PWAgePolicy|10|Identity|Config|AzureAD|Defense in Depth|24|deprecated|Require passwords to be reset at least every 60 days
PWAgePolicyNew|10|Identity|Config|AzureAD|Defense in Depth|24||Do not expire passwords
RGChanges|10|Identity|Review|AzureAD|Core|9||Review role changes weekly
ReviewInfectedDeviceSignins|10|Device|Review|AADPremium|Advanced|54|deprecated|Review signs-Ins from possibly infected devices report weekly
ReviewIrregularSignins|10|Identity|Review|AADPremium|Advanced|52|deprecated|Review irregular sign-in activity report weekly
ReviewSuspciousIPSignins|10|Identity|Review|AADPremium|Advanced|53|deprecated|Review signs-ins from IP's with suspicious activity report weekly
SiteClassification|10|Data|Config|SPO|Defense in Depth|22||SPO Sites have classification policies
StrongPW|10|Identity|Config|AzureAD|Core|11|deprecated|Require strong password complexity
UnknownSignIns|10|Identity|Review|AzureAD|Core|7|deprecated|Review sign-ins from unknown sources report weekly
AuditUsed|5|Data|Review|IP|Core|13||Use audit data
CalendarDetails|5|Data|Config|EXO|Defense in Depth|31||Do not allow calendar details sharing
CustomerLockBoxEnabled|5|Data|Config|EXO|Advanced|77||Enable customer lockbox feature
DelegatedAdmins|5|Identity|Review|AzureAD|Defense in Depth|30||Review non-global administrators weekly
ExternalSFB|5|Data|Config|SFB|Defense in Depth|28||Do not allow external domain skype communications
IRMDocs|5|Data|Behavior|AzureAD|Defense in Depth|32||IRM protections applied to documents
IRMEmail|5|Data|Behavior|AzureAD|Defense in Depth|33||IRM protections applied to email
InTuneNoAdvancedSettings|5|Device|Config|InTune|Advanced|72||Require PC and mobile devices to have advanced security configurations
MDMDeviceAlert|5|Device|Review|InTune|Advanced|61||Review blocked devices report weekly
MDMManageEmail|5|Device|Config|IP|Advanced|60||Require mobile devices to manage email profile
MDMPWReq|5|Device|Config|IP|Advanced|58||Require mobile devices to use a password
MDMReportViolation|5|Device|Config|IP|Advanced|59||Require mobile devices to block access and report policy violations
MailForwardingRules|5|Data|Review|EXO|Core|16||Review mailbox forwarding rules weekly
MalwareDetections|5|Data|Review|IP|Core|18||Review malware detections report weekly
NoGlobalMailForwarding|5|Data|Config|IP|Core|14||Do not use transport rule to external domains
NoTransportWhitelist|5|Data|Config|IP|Core|15||Do not use transport white lists
NonOwnerAccess|5|Data|Review|EXO|Core|17||Review mailbox access by non-owners report bi-weekly
ProvisionedAccounts|5|Identity|Review|AzureAD|Defense in Depth|29|deprecated|Review account provisioning activity report weekly
ReviewAppUsage|5|Data|Review|AADPremium|Advanced|74||Review application usage report weekly
ReviewPWReset|5|Identity|Review|AADPremium|Advanced|73|deprecated|Review password reset activity report weekly
ReviewRMSDeviceUsage|5|Data|Review|AADPremium|Advanced|75||Review RMS device access report weekly
ReviewRMSUsage|5|Data|Review|AADPremium|Advanced|76||Review RMS usage report weekly
SharingDomainMgmt|5|Data|Config|SPO|Defense in Depth|34|deprecated|
ExternalSharingContactsReview|2|Data|Review|SPO|Defense in Depth|38|deprecated|Review list of external users you have invited to documents monthly
ExternalSharingExpiration|2|Data|Config|SPO|Defense in Depth|35||Configure expiration time for external sharing links
MDMSimplePW|2|Device|Config|IP|Advanced|63||Do not allow simple passwords on mobile devices
OneAdmin|2|Identity|Behavior|AzureAD|Core|19||Designate more than one global admin
SPOVersioning|2|Data|Config|SPO|Defense in Depth|36||Enable versioning on all SharePoint online document libraries
SyncManagement|2|Data|Config|SPO|Defense in Depth|39|deprecated|
TaggedDocs|2|Data|Behavior|SPO|Defense in Depth|37||Tag documents in SharePoint
AltInfoIncomplete|1|Identity|Behavior|AzureAD|Defense in Depth|45||User alternate contact info is completed for all users
AnonymousAccess|1|Data|Config|SPO|Defense in Depth|44||Allow anonymous guest sharing links for sites and docs
InactiveAccounts|1|Identity|Behavior|AzureAD|Defense in Depth|42||Disable accounts not used in last 30 days
MBDelegation|1|Data|Behavior|EXO|Defense in Depth|43||Do not allow mailbox delegation
MDMAlphaPW|1|Device|Config|IP|Advanced|64||Require mobile devices to use alphanumeric password
MDMEncryptReq|1|Device|Config|IP|Advanced|65||Require mobile devices to use encryption
MDMLockInactive|1|Device|Config|IP|Advanced|66||Require mobile devices to lock on inactivity
MDMMinPW|1|Device|Config|IP|Advanced|67||Require mobile devices to have minimum password length
MDMPWExpire|1|Device|Config|IP|Advanced|70|deprecated|Require mobile devices to expire password
MDMPWExpireNew|1|Device|Config|IP|Advanced|70||Require mobile devices to never expire password
MDMPWReuse|1|Device|Config|IP|Advanced|71||Do not allow mobile device password re-use
MDMRootedBlock|1|Device|Config|IP|Advanced|69||Do not allow jail broken or rooted mobile devices to connect
MDMWipeOnFail|1|Device|Config|IP|Advanced|68||Require mobile devices to wipe on multiple sign-in failures
MailForwardingAll|1|Data|Behavior|EXO|Core|20||Do not use mail forwarding rules to external domains
ManyAdmins|1|Identity|Behavior|AzureAD|Core|21||Designate less than 5 global admins
PWAge|1|Identity|Behavior|AzureAD|Defense in Depth|40|deprecated|User account password age meets policy
RoleOverlap|1|Identity|Behavior|AzureAD|Defense in Depth|41||Use non-global administrative roles
`;

export const catalogue: readonly CatalogueControl[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [id = '', max, category = '', type = '', service = '', tier = '', rank, deprecated, title = ''] =
      line.split('|');
    return {
      ...{ id, max: Number(max), category, type, service, tier, rank: Number(rank) },
      ...{ deprecated: deprecated === 'deprecated', title },
    };
  });
