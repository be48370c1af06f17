"""The records we keep. They hold facts; the rules about them are in psirf."""

from storage.records.actions import DueChange as DueChange
from storage.records.actions import Evidence as Evidence
from storage.records.actions import SafetyAction as SafetyAction
from storage.records.audit import AuditEntry as AuditEntry
from storage.records.audit import AuditSeal as AuditSeal
from storage.records.base import Base as Base
from storage.records.base import Record as Record
from storage.records.conversations import Conversation as Conversation
from storage.records.conversations import Draft as Draft
from storage.records.conversations import InboundActivity as InboundActivity
from storage.records.events import AffectedPerson as AffectedPerson
from storage.records.events import Decision as Decision
from storage.records.events import EventPlace as EventPlace
from storage.records.events import EventReference as EventReference
from storage.records.events import EventStatusChange as EventStatusChange
from storage.records.events import HarmGrading as HarmGrading
from storage.records.events import PatientSafetyEvent as PatientSafetyEvent
from storage.records.outbox import Notification as Notification
from storage.records.outbox import NotificationState as NotificationState
from storage.records.outbox import Outcome as Outcome
from storage.records.outbox import SentCopy as SentCopy
from storage.records.people import Person as Person
from storage.records.people import RoleAssignment as RoleAssignment
from storage.records.people import Unit as Unit
from storage.records.workings import ClockOffset as ClockOffset
from storage.records.workings import Heartbeat as Heartbeat
