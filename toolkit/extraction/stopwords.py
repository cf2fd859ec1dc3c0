"""Words that tell nothing of a subject, by what they do to a term; Arabic ones without clitics and article.

The lists are collected by hand. A link may stand inside a term, though not at its edge; a break ends one; a common word
is no term by itself, and two of them make none.
"""

from toolkit.arabic import key, spelling


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _arabic(text: str) -> frozenset[str]:
    return frozenset(key(spelling(word)) for word in text.split())


ENGLISH_LINKS = _words("of for in to on with by at from against the a an per")

ENGLISH_JOINTS = _words("and")

ENGLISH_ACRONYMS = _words("AM IS IT OR US WHO")
"""Names in capitals that are stop words in small letters."""

ENGLISH_BREAKS = _words("""
    or but nor so yet if then than that this these those which who whom whose what when where why how while as
    i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours
    ourselves they them their theirs themselves one ones someone somebody anyone anybody everyone everybody nobody
    something anything everything nothing
    am is are was were be been being do does did done doing have has had having will would shall should can could may
    might must ought need needs needed let lets
    not no yes never neither either both each every all any some few many much more most less least several such own
    other others another same different various certain else only just also too very quite rather almost even still
    already again ever always often sometimes usually currently recently now today yesterday tomorrow here there
    above below up down out off over under about into onto upon through throughout during before after since until
    till between among amongst within without across along around behind beyond near toward towards via despite
    because although though unless whether however therefore thus hence moreover furthermore meanwhile instead
    otherwise etc eg ie e.g i.e vs
    first second third fourth fifth last next previous following former latter once twice
    two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty hundred hundreds
    thousand thousands million millions billion billions trillion dozen dozens half
    say says said saying tell tells told ask asks asked know knows known think thinks thought mean means meant
    get gets got getting give gives gave given giving go goes went gone going come comes came coming take takes took
    taken taking make makes made making put puts see sees saw seen seeing look looks looked find finds found want wants
    wanted keep keeps kept become becomes became becoming seem seems seemed appear appears appeared happen happens
    happened begin begins began begun start starts started stop stops stopped try tries tried help helps helped
    show shows showed shown shows use uses used using include includes included including follow follows followed
    provide provides provided providing cause causes caused causing lead leads led leading based according related
    due able likely unlikely possible please thank thanks hello hi okay ok oh like well back away together
    january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    don't doesn't didn't isn't aren't wasn't weren't won't can't cannot couldn't shouldn't wouldn't haven't hasn't
    i'm i've i'll i'd you're you've you'll it's he's she's we're we've they're they've that's there's what's let's
    kind sort lot lots bit avoid avoids avoided avoiding ensure ensures
    request requests requested decide decides decided express expresses expressed establish establishes established hold
    holds held pursuant dated concerning regarding respectively accordingly
""")

ENGLISH_COMMON = _words("""
    time times day days week weeks month months year years hour hours minute minutes moment period date century decade
    morning evening night
    people person man men woman women child children boy girl guy friend friends family families mr mrs ms dr
    thing things way ways part parts place places point points side sides end top bottom front number numbers amount
    total rate rates level levels case cases example examples fact facts reason reasons result results effect effects
    question questions answer answers problem problems issue issues idea ideas name names word words list lists
    group groups type types form forms kind kinds set sets area areas world country countries city state home house
    work works working life use change changes increase increased decrease decreased
    good better best bad worse worst great big large larger largest small smaller little long longer short high higher
    highest low lower lowest new old young early late later main major minor important significant common general
    special specific particular single whole full entire total complete current recent similar available necessary
    additional further close free true right left hard easy simple clear sure ready real actual
    available per cent percent north south east west northern southern eastern western
    report reports reported study studies information data news article page
    need want run call called calls say make feel feeling felt live lives living lived die died move moved
    increasing developed develop started given taken seen set sets turn open close read write
    order line step steps item items process action actions activity activities role roles member members
    addition regard term terms respect account view means purpose range variety majority minority average
    approximately nearly probably perhaps maybe especially particularly generally specifically typically widely
    ability access attempt approach aspect basis benefit capacity challenge choice concern condition context decision
    demand detail development difficulty direction effort event existence factor feature goal growth history impact
    implementation improvement individual influence interest kind lack limit manner measure method need objective
    opportunity option other others position possibility presence priority progress project reality resource service
    setting situation source stage state statement status structure success support topic use value version view
    online offline worldwide annual daily weekly monthly additional positive negative national international local
    regional public private
    finally initially eventually immediately directly simply clearly highly
""")

ARABIC_LINKS = _arabic("في من إلى على عن مع ضد ذات ذو ال")

ARABIC_BREAKS = (
    _arabic("""
    أو أم ثم بل لكن لكنه لكنها حتى إذا إذ إن أن أنه أنها أنهم أنك أني إنه إنها لأن لأنه لأنها كما كأن مثل مثلا لو لولا
    هذا هذه ذلك تلك هؤلاء أولئك هذان هاتان الذي التي الذين اللاتي اللواتي اللذان اللتان من ما ماذا متى أين كيف كم لماذا
    هل أي أية أيضا فقط جدا هو هي هم هن هما أنا نحن أنت أنتم أنتي إياه
    لا لم لن ليس ليست ليسوا قد سوف لقد كلا نعم إلا سوى إما أما بينما حيث عندما حين حينما كلما طالما ريثما
    كان كانت كانوا يكون تكون يكونون أكون نكون ليكون كن يصبح أصبح أصبحت تصبح ظل بات يظل مازال زال يزال تزال لازال
    يمكن يمكنك يمكنه يمكنها يمكننا يجب ينبغي يتم تم تمت يجري جرى تجري قال قالت يقول تقول قالوا أقول ذكر ذكرت أضاف
    أشار أشارت يشير تشير أعلن أعلنت أوضح أكد أكدت يوجد توجد يعد تعد يعتبر تعتبر لدى لديك لديه لديها لديهم لدي لدينا
    كل كلا كلتا جميع بعض معظم أغلب عدة عديد كثير قليل مختلف مختلفة آخر أخرى آخرون آخرين أكثر أقل نفس ذاته ذاتها أول
    أولى ثاني ثانية ثالث ثالثة رابع خامس أخير سابق سابقة تالي تالية حالي حالية
    بعد قبل أثناء خلال منذ عند تحت فوق أمام خلف حول دون نحو عبر ضمن وراء بين لدى داخل خارج حسب وفق وفقا بسبب نظرا إزاء
    بالإضافة إضافة بالنسبة نسبة رغم بالرغم لذلك لذا بذلك كذلك هكذا هنا هناك ثمة الآن اليوم أمس غدا حاليا مؤخرا دائما
    أحيانا غالبا عادة تقريبا حوالي فإن فإنه بأن بأنه وأن بأنها كأنه لها له لهم لهن لنا لك لكم لي به بها بهم بهذا بهذه
    فيه فيها فيهم منه منها منهم عليه عليها عليهم عليك عنه عنها عنهم إليه إليها إليهم إليك معه معها معهم بك بي
    عنده عندها عندهم عندك وهو وهي
    واحد واحدة اثنان اثنين اثنتان ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني تسعة تسع عشرة عشر عشرون
    عشرين ثلاثون ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين مائة مئة مئات ألف آلاف مليون ملايين مليار مليارات نصف ربع
    يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
    كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين
    الأحد الإثنين الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت
    فعلا حقا طبعا شكرا مرحبا حسنا فضلك رجاء بعضها بعضهم جميعا معا سواء أبدا مجرد قيد
""")
    - ARABIC_LINKS
)

ARABIC_COMMON = _arabic("""
    يوم أيام أسبوع أسابيع شهر أشهر شهور سنة سنوات عام أعوام ساعة ساعات دقيقة دقائق وقت أوقات فترة فترات لحظة مرة مرات
    تاريخ قرن عقد صباح مساء ليل ليلة
    ناس شخص أشخاص فرد أفراد رجل رجال امرأة نساء طفل أطفال ولد بنت صديق أصدقاء عائلة أسرة
    شيء أشياء أمر أمور طريقة طرق جزء أجزاء مكان أماكن نقطة نقاط جانب جوانب نهاية بداية عدد أعداد رقم أرقام كمية معدل
    معدلات مستوى مستويات حالة حالات مثال أمثلة حقيقة سبب أسباب نتيجة نتائج أثر آثار تأثير سؤال أسئلة جواب مشكلة مشاكل
    مشكلات قضية قضايا فكرة أفكار اسم أسماء كلمة كلمات قائمة مجموعة مجموعات نوع أنواع شكل أشكال منطقة مناطق عالم بلد
    بلدان دولة دول مدينة منزل بيت عمل أعمال حياة استخدام تغيير تغيرات زيادة انخفاض ارتفاع
    جيد جيدة أفضل سيئ سيئة كبير كبيرة أكبر صغير صغيرة أصغر طويل طويلة قصير قصيرة مرتفع مرتفعة عالي عالية أعلى منخفض
    منخفضة أدنى جديد جديدة قديم قديمة مبكر متأخر رئيسي رئيسية مهم مهمة هام هامة شائع شائعة عام عامة خاص خاصة محدد محددة
    معين معينة كامل كاملة متاح متاحة ضروري ضرورية إضافي إضافية مشابه مماثل قريب حر صحيح سهل صعب بسيط واضح
    شمال جنوب شرق غرب تقرير تقارير دراسة دراسات معلومات بيانات أخبار مقال صفحة
    حاجة احتياج دور أدوار عضو أعضاء عملية عمليات إجراء إجراءات نشاط أنشطة خطوة خطوات بند بنود غرض نطاق غالبية أغلبية
    متوسط غير عدم شعور وفاة حدوث وجود وصول حصول قيام إجراء اتخاذ
""")
