from datetime import *
d=date(2024,2,29); dt=datetime(2024,3,1,12,30,45,123456)
print(d, repr(d), d+timedelta(days=365), d-date(2023,1,1), d.weekday(), d.isoweekday(), d.isocalendar(), d.strftime("%d/%m/%Y %A %b %j"), d.replace(year=2020), d.toordinal(), date.fromordinal(738000), date.fromisoformat("2024-01-15"), d.ctime())
print(dt, repr(dt), dt+timedelta(hours=13, minutes=5), dt-datetime(2024,1,1), dt.isoformat(), dt.date(), dt.time(), dt.replace(microsecond=0), dt.strftime("%Y-%m-%d %H:%M:%S.%f %p"), datetime.fromisoformat("2024-01-15T10:20:30"), dt.timestamp(), datetime.combine(d, time(1,2)))
t=timedelta(days=1, hours=2, minutes=3.5); print(t, repr(t), t.total_seconds(), t*2, t/2, -t, t//timedelta(hours=1), t%timedelta(hours=1), abs(-t), timedelta(0), timedelta(weeks=-1, milliseconds=1), t>timedelta(1), timedelta(seconds=1.5), divmod(t, timedelta(hours=5)), t/timedelta(hours=1), timedelta(microseconds=0.5))
print(time(1,2,3), repr(time(1,2)), time(1,2,3,4).isoformat(), time.fromisoformat("04:05:06"), time(3)<time(4))
print(timezone.utc, repr(timezone(timedelta(hours=2))), datetime(2024,1,1,tzinfo=timezone.utc), datetime(2024,1,1,tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=-5))), repr(datetime(2024,1,1,tzinfo=timezone.utc)), datetime(2024,1,1,tzinfo=timezone(timedelta(hours=1)))==datetime(2023,12,31,23,tzinfo=timezone.utc))
for f in (lambda: date(2023,2,29), lambda: date(2023,13,1), lambda: datetime(2023,1,1,25), lambda: d+1, lambda: d<1, lambda: date(1), lambda: date("a",1,1), lambda: datetime(1,1,1)<date(1,1,1), lambda: timedelta("x"), lambda: date.fromisoformat("x"), lambda: datetime(2024,1,1)-datetime(2024,1,1,tzinfo=timezone.utc), lambda: date(0,1,1), lambda: date.max+timedelta(1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(hash(d)==hash(date(2024,2,29)), {d:1}[date(2024,2,29)], d==dt.date(), dt==d, sorted([date(2024,1,2),date(2024,1,1)]), date.min, date.max, timedelta.max, datetime.max, f"{d:%Y}", f"{dt}", d.timetuple()[:3], isinstance(dt, date))
